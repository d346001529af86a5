package io.pareidolia.bot.quota;

import java.util.List;

/**
 * What a job takes when it is queued, all of it or nothing.
 *
 * @param charges in the order platform, community, member: always the same, so that two bookings never wait for each
 *     other
 * @param communityRunning jobs of the community that may be dreamed at once, at least 1
 * @param memberRunning likewise of the member
 * @param memberWaiting jobs of the member that may wait at once, at least 1
 */
public record Booking(List<Charge> charges, int communityRunning, int memberRunning, int memberWaiting) {
    public Booking {
        charges = List.copyOf(charges);
    }
}
