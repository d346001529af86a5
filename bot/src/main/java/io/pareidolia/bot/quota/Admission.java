package io.pareidolia.bot.quota;

import io.pareidolia.bot.quota.Allowance.Left;
import io.pareidolia.bot.quota.Permit.Allowed;
import io.pareidolia.bot.quota.Permit.Forbidden;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may have what: asks the rules, and says in sentences what they answer. It only reads; the booking that it allows is
 * made by {@code Jobs.queue}, together with the check of what is left.
 */
public final class Admission {
    private final Rules rules;
    private final Conduct conduct;
    private final Usage usage;
    private final QuotaDefaults defaults;
    private final Clock clock;

    public Admission(Rules rules, Conduct conduct, Usage usage, QuotaDefaults defaults, Clock clock) {
        this.rules = rules;
        this.conduct = conduct;
        this.usage = usage;
        this.defaults = defaults;
        this.clock = clock;
    }

    /**
     * Whether somebody may not ask at all, before anything is fetched: banned, left alone, or everything is paused. In a
     * pause what is queued waits, and what is new is refused rather than kept waiting without an end in sight.
     */
    public Optional<Forbidden> mayAsk(Requester requester) {
        List<Scope> scopes = flat(Scope.around(requester));
        return conduct.bans(scopes).stream()
                .max(Comparator.comparing(ban -> ban.until().orElse(Instant.MAX)))
                .map(Admission::banned)
                .or(() -> limits(requester).optOut() ? Optional.of(optedOut()) : Optional.empty())
                .or(() -> conduct.pauses(scopes).stream()
                        .min(Comparator.comparingInt(pause -> scopes.indexOf(pause.scope())))
                        .map(Admission::paused));
    }

    private static Forbidden banned(Ban ban) {
        boolean all = ban.scope().level() == Scope.Level.COMMUNITY;
        String who = all ? "This community" : "You";
        String until = ban.until().map(end -> " until " + Wording.date(end)).orElse("");
        return new Forbidden(who + " may not ask for dreams" + until + because(ban.why()), ban.until());
    }

    private static String because(Reason why) {
        return why.text().isEmpty() ? "." : ": " + ended(why.text());
    }

    private static String ended(String sentence) {
        return sentence + (sentence.matches(".*[.!?…]") ? "" : ".");
    }

    private static Forbidden optedOut() {
        return new Forbidden(
                "This bot was asked to leave you alone; whoever runs it can change that.", Optional.empty());
    }

    private static Forbidden paused(Pause pause) {
        String sentence = pause.sentence().text();
        return new Forbidden(
                sentence.isEmpty() ? "Dreaming is paused at the moment; try again later." : ended(sentence),
                Optional.empty(),
                true);
    }

    /** What holds for somebody. */
    public Limits limits(Requester requester) {
        List<List<Scope>> around = Scope.around(requester);
        return new Limits(around, rules.of(flat(around)), defaults);
    }

    /** The same, from rules that were read before: nothing is looked up. */
    public Limits limits(Requester requester, Map<Scope, Map<RuleKey, String>> known) {
        return new Limits(Scope.around(requester), known, defaults);
    }

    /** What holds in a scope, as far as it does not depend on who is asking. */
    public Limits limits(Scope scope) {
        List<Scope> upwards = scope.upwards();
        return new Limits(upwards.stream().map(List::of).toList(), rules.of(upwards), defaults);
    }

    private static List<Scope> flat(List<List<Scope>> around) {
        return around.stream().flatMap(Collection::stream).toList();
    }

    /** Whether somebody may have this dream, and what is to be booked for it. */
    public Permit permit(Requester requester, Order order) {
        Optional<Forbidden> refused = mayAsk(requester);
        if (refused.isPresent()) {
            return refused.get();
        }
        Limits limits = limits(requester);
        Optional<Forbidden> unfit = unfit(limits, order);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        List<Charge> charges = charges(requester, limits, order.seconds());
        return charges.stream()
                .filter(charge -> charge.amount() > charge.limit())
                .findFirst()
                .<Permit>map(charge -> new Forbidden(never(charge), Optional.empty()))
                .orElseGet(() -> new Allowed(
                        new Booking(
                                charges,
                                limits.number(RuleKey.RUNNING_PER_COMMUNITY),
                                limits.number(RuleKey.RUNNING_PER_MEMBER),
                                limits.waitingPerMember()),
                        limits.priority()));
    }

    private static Optional<Forbidden> unfit(Limits limits, Order order) {
        if (order.size() > limits.largestSize()) {
            return forbidden("This dream would be " + order.size() + " pixels long, and " + limits.largestSize()
                    + " are the most here: say size=" + limits.largestSize() + ".");
        }
        Optional<List<String>> networks = limits.networks();
        if (networks.isPresent() && !networks.get().contains(order.network())) {
            return forbidden("The network " + order.network() + " may not be used here, only "
                    + Wording.list(networks.get()) + ".");
        }
        Optional<List<String>> looks = limits.looks();
        if (looks.isPresent() && !order.look().map(looks.get()::contains).orElse(false)) {
            return forbidden(order.look()
                            .map(look -> "The look " + look + " may not be used here")
                            .orElse("Name a look")
                    + (order.look().isPresent() ? ", only " : "; here they are ")
                    + Wording.list(looks.get()) + ".");
        }
        if (order.seconds() > limits.secondsPerJob()) {
            return forbidden("This dream would take the device " + Wording.seconds(order.seconds()) + ", and "
                    + Wording.seconds(limits.secondsPerJob()) + " are the most here: a smaller size= or fewer steps="
                    + " make it shorter.");
        }
        return Optional.empty();
    }

    private static Optional<Forbidden> forbidden(String sentence) {
        return Optional.of(new Forbidden(sentence, Optional.empty()));
    }

    /** Why a charge can be booked in no window. */
    private static String never(Charge charge) {
        Counted counted = Counted.of(charge);
        if (charge.limit() == 0) {
            return counted.whose().level() == Scope.Level.MEMBER
                    ? "You may not ask for dreams here."
                    : "Nobody may ask for dreams here.";
        }
        return "This dream would take the device " + Wording.seconds(charge.amount()) + ", and "
                + Wording.seconds(charge.limit()) + " are the most in "
                + counted.meter().window().length()
                + " here: a smaller size= or fewer steps= make it shorter.";
    }

    /** In the order platform, community, member. A total that nobody has set is not counted. */
    private List<Charge> charges(Requester requester, Limits limits, double seconds) {
        Scope platform = Scope.platform(requester.front());
        Scope community = Scope.community(requester.front(), requester.community());
        Scope member = Scope.member(requester.front(), requester.community(), requester.member());
        Map<Scope, Map<RuleKey, String>> totals = rules.of(List.of(platform, community));
        Instant now = clock.instant();
        List<Charge> charges = new ArrayList<>();
        for (Scope scope : List.of(platform, community)) {
            Map<RuleKey, String> set = totals.getOrDefault(scope, Map.of());
            for (Meter meter : Meter.values()) {
                Optional.ofNullable(set.get(meter.total()))
                        .ifPresent(limit -> charges.add(
                                meter.charge(scope, meter.total(), seconds, Double.parseDouble(limit), now)));
            }
        }
        for (Meter meter : Meter.values()) {
            charges.add(meter.charge(member, meter.ofMember(), seconds, limits.number(meter.ofMember()), now));
        }
        return charges;
    }

    /** A charge, read again. */
    private record Counted(Scope whose, RuleKey key, Meter meter) {
        static Counted of(Charge charge) {
            int end = charge.scope().lastIndexOf(' ');
            Optional<RuleKey> key = RuleKey.of(charge.scope().substring(end + 1));
            Optional<Scope> whose = Scope.of(charge.scope().substring(0, Math.max(0, end)));
            if (key.isEmpty() || whose.isEmpty()) {
                throw new IllegalArgumentException("no charge of this program: " + charge.scope());
            }
            return new Counted(whose.get(), key.get(), Meter.of(key.get()));
        }
    }

    /** What a booking came to, in a sentence for the person; a made one is told by what is left. */
    public String sentence(Decision decision) {
        if (decision instanceof Decision.Exhausted exhausted) {
            return exhausted(exhausted);
        }
        if (decision instanceof Decision.Crowded crowded) {
            return crowded.waiting() == 1
                    ? "One dream of yours is waiting already: ask again when it has begun."
                    : "You have " + crowded.waiting()
                            + " dreams waiting already: ask again when one of them has begun.";
        }
        return "It is booked.";
    }

    private static String exhausted(Decision.Exhausted exhausted) {
        Charge charge = exhausted.charge();
        Counted counted = Counted.of(charge);
        Window window = counted.meter().window();
        String who = switch (counted.whose().level()) {
            case EVERYBODY, PLATFORM -> "Everybody here together has";
            case COMMUNITY -> "This community has";
            case ROLE, MEMBER_EVERYWHERE, MEMBER -> "You have";
        };
        String again = Wording.time(charge.renews());
        if (!counted.meter().inSeconds()) {
            return who + " had " + Wording.number(exhausted.used()) + " of " + Wording.number(charge.limit())
                    + " dreams " + window.words() + "; there are new ones at " + again + ".";
        }
        double left = Math.max(0, charge.limit() - exhausted.used());
        return "This dream would take the device " + Wording.seconds(charge.amount()) + ". " + who + " "
                + Wording.number(left) + " s left " + window.words() + ", and "
                + Wording.seconds(charge.limit()) + " again at " + again + "; a smaller size= takes less.";
    }

    /** When a booking that was not made may be: empty if that is not a matter of the clock. */
    public Optional<Instant> renews(Decision decision) {
        return decision instanceof Decision.Exhausted exhausted
                ? Optional.of(exhausted.charge().renews())
                : Optional.empty();
    }

    /** What somebody has left. */
    public Allowance left(Requester requester) {
        List<Charge> charges = charges(requester, limits(requester), 1);
        List<Double> used = usage.used(charges);
        List<Left> windows = new ArrayList<>();
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            Counted counted = Counted.of(charge);
            windows.add(new Left(
                    counted.whose(),
                    counted.key(),
                    used.get(i),
                    charge.limit(),
                    counted.meter().window(),
                    charge.renews()));
        }
        Left rest = windows.stream()
                .filter(left -> !Meter.of(left.key()).inSeconds())
                .min(Comparator.comparingDouble(Left::left))
                .orElseThrow();
        return new Allowance(rest, windows);
    }
}
