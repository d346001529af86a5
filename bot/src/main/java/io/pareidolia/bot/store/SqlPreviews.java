package io.pareidolia.bot.store;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Previews;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Previews in a database, so that front and worker need no other way to each other. */
public final class SqlPreviews implements Previews {
    private final Database database;

    public SqlPreviews(Database database) {
        this.database = database;
    }

    /** Deletes that of a job, in the transaction in which its dream ends. */
    static void forget(Handle handle, long job) {
        handle.createUpdate("DELETE FROM preview WHERE job = :job")
                .bind("job", job)
                .execute();
    }

    @Override
    public void show(Lease lease, byte[] jpeg) {
        database.write(handle -> handle.createUpdate("INSERT INTO preview (job, jpeg) SELECT number, :jpeg FROM job"
                        + " WHERE id = :id AND fence = :fence AND state = 'dreaming'"
                        + " ON CONFLICT (job) DO UPDATE SET jpeg = excluded.jpeg")
                .bind("jpeg", jpeg)
                .bind("id", lease.job().text())
                .bind("fence", lease.fence())
                .execute());
    }

    @Override
    public Optional<byte[]> latest(JobId id) {
        return database.read(handle -> handle.createQuery(
                        "SELECT jpeg FROM preview WHERE job = (SELECT number FROM job WHERE id = :id)")
                .bind("id", id.text())
                .mapTo(byte[].class)
                .findOne());
    }
}
