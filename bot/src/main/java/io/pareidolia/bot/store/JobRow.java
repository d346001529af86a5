package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.dream.content.ContentRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A row of the table of jobs.
 *
 * @param number by which other tables know the job
 * @param due whether it is counted among those that may be dreamed
 */
record JobRow(long number, Job job, boolean due) {
    /** Reads {@code SELECT *}. */
    static final RowMapper<JobRow> MAPPER = JobRow::read;

    private static JobRow read(ResultSet row, StatementContext context) throws SQLException {
        Asker asker = new Asker(row.getString("front"), row.getString("community"), row.getString("member"));
        Optional<Instant> replyUntil = instant(row, "reply_until");
        Received received = new Received(
                row.getString("external_id"),
                asker,
                roles(row.getString("roles")),
                row.getInt("nsfw") == 1,
                Wish.of(row.getString("wish")),
                row.getString("reply_to"),
                replyUntil);
        double seconds = row.getDouble("seconds");
        Optional<Double> taken = row.wasNull() ? Optional.empty() : Optional.of(seconds);
        double share = row.getDouble("share");
        Optional<Progress> progress =
                row.wasNull() ? Optional.empty() : Optional.of(new Progress(share, row.getDouble("seconds_left")));
        Job job = new Job(
                new JobId(row.getString("id")),
                received,
                JobState.of(row.getString("state")),
                Optional.ofNullable(row.getString("recipe")),
                row.getDouble("cost"),
                row.getInt("priority"),
                ContentRule.named(row.getString("filter")),
                row.getLong("fence"),
                row.getInt("losses"),
                row.getInt("cancel_asked") == 1,
                progress,
                Optional.ofNullable(row.getString("sentence")),
                taken,
                row.getInt("hidden") == 1,
                instant(row, "kept_until"),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("changed")));
        return new JobRow(row.getLong("number"), job, row.getInt("due") == 1);
    }

    /** Roles as one text: some platforms let moderators name them as they like, but for blank names. */
    static String text(List<String> roles) {
        return roles.stream()
                .map(role -> role.replace("%", "%25").replace(",", "%2C"))
                .collect(Collectors.joining(","));
    }

    private static List<String> roles(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(role -> role.replace("%2C", ",").replace("%25", "%"))
                        .toList();
    }

    /** A time that there may be none of. */
    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
