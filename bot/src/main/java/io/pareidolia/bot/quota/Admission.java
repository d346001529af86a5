package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may ask for what. */
public final class Admission {
    public Optional<Permit.Forbidden> mayAsk(Requester requester) {
        return Optional.empty();
    }

    public Permit permit(Requester requester, Order order) {
        return new Permit.Allowed(new Booking(List.of(), 4, 1, 5), 0);
    }

    public String sentence(Decision decision) {
        return "Too many.";
    }

    public Optional<Instant> renews(Decision decision) {
        return Optional.empty();
    }
}
