package io.pareidolia.bot.quota;

import java.util.List;

/** What was used of limits, as it is kept. */
public interface Usage {
    /** What each charge's window holds at the moment, in their order. */
    List<Double> used(List<Charge> charges);
}
