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

    /** A sheet of small dreams to choose from, for {@code look=?}. At least one. */
    record Sampler(List<SamplerTile> tiles, List<String> remarks) implements Resolution {
        public Sampler {
            tiles = List.copyOf(tiles);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * One picture of a sampler.
     *
     * @param words what to type to have this look
     * @param recipe the same look, small
     */
    record SamplerTile(String words, Recipe recipe) {}
}
