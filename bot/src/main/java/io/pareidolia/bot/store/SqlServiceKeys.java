package io.pareidolia.bot.store;

import java.util.function.Supplier;

/** Secrets that all processes of a service share, in its database; each is made once and stays. */
public final class SqlServiceKeys {
    private final Database database;

    public SqlServiceKeys(Database database) {
        this.database = database;
    }

    /**
     * The key of that name.
     *
     * @param first what it shall be if there is none yet; of several processes that ask at once the fastest one's is
     *     taken by all
     */
    public byte[] kept(String name, Supplier<byte[]> first) {
        return database.read(handle -> handle.createQuery("SELECT content FROM service_key WHERE name = :name")
                        .bind("name", name)
                        .mapTo(byte[].class)
                        .findOne())
                .orElseGet(() -> made(name, first.get()));
    }

    private byte[] made(String name, byte[] content) {
        return database.write(handle -> {
            handle.createUpdate("INSERT INTO service_key (name, content) VALUES (:name, :content)"
                            + " ON CONFLICT (name) DO NOTHING")
                    .bind("name", name)
                    .bind("content", content)
                    .execute();
            return handle.createQuery("SELECT content FROM service_key WHERE name = :name")
                    .bind("name", name)
                    .mapTo(byte[].class)
                    .one();
        });
    }
}
