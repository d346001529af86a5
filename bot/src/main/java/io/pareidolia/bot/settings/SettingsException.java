package io.pareidolia.bot.settings;

import java.util.List;

/** The settings cannot be used. Every mistake in them is told, each in a sentence that begins with its place. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    SettingsException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a mistake, such as {@code pareidolia.yaml:7: there is no setting "lobby.prot". …}. No secret is in it. */
    public List<String> problems() {
        return problems;
    }
}
