package io.pareidolia.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(
            new PrintWriter(out), new PrintWriter(err), new Terminal.Abilities(true, true, true), () -> 80, () -> 0);

    @Test
    void resultsAndTalkGoSeparateWays() {
        terminal.result("cat-dream.png");
        terminal.say("There is no file cat.jpg.");
        assertThat(out).hasToString("cat-dream.png\n".formatted());
        assertThat(err).hasToString("There is no file cat.jpg.\n".formatted());
    }

    @Test
    void strangersCannotCommandTheTerminal() {
        terminal.say("a\u001B[2Jb\rc\u202Ed\u2028e");
        assertThat(err).hasToString("a?[2Jb?c?d?e\n");
        terminal.progress("\u001B]0;title\u0007.jpg").show(0, "x", 1, 1);
        assertThat(err.toString()).contains("?]0;title?.jpg");
    }
}
