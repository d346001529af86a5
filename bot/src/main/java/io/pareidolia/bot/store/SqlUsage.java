package io.pareidolia.bot.store;

import io.pareidolia.bot.quota.Charge;
import io.pareidolia.bot.quota.Usage;
import java.util.List;

/** What the ledger's windows hold. */
public final class SqlUsage implements Usage {
    private final Database database;

    public SqlUsage(Database database) {
        this.database = database;
    }

    @Override
    public List<Double> used(List<Charge> charges) {
        return database.read(handle -> charges.stream()
                .map(charge ->
                        Ledger.used(handle, charge.scope(), charge.window().toEpochMilli()))
                .toList());
    }
}
