package io.pareidolia.dream;

import java.util.List;

/** What a person's words come to. */
public sealed interface Resolution {
    /** A sentence each on what was taken otherwise than a reader might expect. */
    List<String> remarks();

    /** One dream. */
    record Dream(Recipe recipe, List<String> remarks) implements Resolution {
        public Dream {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A sheet of small dreams to choose from, for {@code look=?}.
     *
     * @param tiles at least one; their words are what to type to have that look
     */
    record Sampler(List<DreamSheet.Entry> tiles, List<String> remarks) implements Resolution {
        public Sampler {
            tiles = List.copyOf(tiles);
            remarks = List.copyOf(remarks);
        }

        /** The names of the looks on it. */
        public List<String> looks() {
            return tiles.stream()
                    .map(tile -> tile.words().replaceFirst(" .*", ""))
                    .toList();
        }
    }
}
