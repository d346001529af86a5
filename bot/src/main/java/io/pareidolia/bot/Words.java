package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What operators write on command lines, read; and times as they see them. */
final class Words {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6}) ?(s|min|h|d)");
    private static final Pattern ID = Pattern.compile("[0-9a-v]{26}");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    static Scope scope(String text) {
        return Scope.of(text)
                .filter(scope -> (scope.community() + scope.name()).indexOf('\0') < 0) // PostgreSQL has no such texts
                .orElseThrow(() -> DreamException.input("\"" + StrangersName.of(text)
                        + "\" is no scope: write *, discord, discord/GUILD, discord/GUILD/@ROLE, discord/GUILD/MEMBER or"
                        + " discord/*/MEMBER."));
    }

    static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
            throw DreamException.input(
                    "\"" + StrangersName.of(text) + "\" is no time: write it as in 30min, 12h or 3d.");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    static Reason reason(String text) {
        return Reason.of(text)
                .orElseThrow(() -> DreamException.input(
                        "That is too long to be read to its end: say it in " + Reason.LONGEST + " characters."));
    }

    static JobId job(String text) {
        if (!ID.matcher(text).matches()) {
            throw DreamException.input(
                    "\"" + StrangersName.of(text) + "\" is not the name of a job: those have 26 letters and digits.");
        }
        return new JobId(text);
    }

    static DreamException noJob(JobId id) {
        return DreamException.input("There is no job " + id + ".");
    }

    /** Why nothing was done with a job. */
    static String inNoStateFor(Storage storage, JobId id, String deed) {
        return storage.jobs()
                .find(id)
                .map(job -> id + " cannot " + deed + ": it is " + job.state().word() + ".")
                .orElse("There is no job " + id + ".");
    }

    /** Who asked for it. */
    static String member(Job job) {
        return Scope.member(
                        job.received().asker().front(),
                        job.received().asker().community(),
                        job.received().asker().member())
                .text();
    }

    static Author author(Caller caller) {
        return Author.operator(caller.name());
    }

    static String moment(Instant moment) {
        return MOMENT.format(moment);
    }
}
