package io.pareidolia.bot.reddit.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Looks like you've been doing that a lot. Take a break for 9 minutes before trying again. | PT9M",
                "Take a break for 43 seconds before trying again. | PT43S",
                "Take a break for 1 second before trying again. | PT1S",
                "Take a break for 500 milliseconds before trying again. | PT0.5S",
                "you are doing that too much. try again in 1 hour. | PT1H",
                "Try again in 12 minutes. | PT12M",
                "try again in 5m30s | PT5M30S",
                "Je doet dat te vaak. Probeer het over 3 minuten opnieuw. | PT3M",
                "Versuche es in 2 Minuten erneut. | PT2M",
                "Espera 7 segundos. | PT7S",
            })
    void theTimeIsFoundInTheSentence(String sentence, Duration time) {
        assertThat(Verdict.pause(sentence)).contains(time);
    }

    @Test
    void aSentenceWithoutATimeSaysNone() {
        assertThat(Verdict.pause("try again later, 3 times at most")).isEmpty();
    }
}
