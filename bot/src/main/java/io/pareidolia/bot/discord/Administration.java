package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.quota.Allowance;
import io.pareidolia.bot.quota.AuditTrail;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Ban;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.Pause;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Requester;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.quota.Turnover;
import io.pareidolia.bot.quota.Window;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.filedisplay.FileDisplay;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.utils.FileUpload;

/** What moderators do: /dream-admin. Whether somebody is one is asked again with every command. */
final class Administration {
    private static final int LATEST = 15;
    private static final int USUAL_DAYS = 7;
    private static final int TOP = 5;
    private static final int MINUTE = 60;

    private final DiscordServices services;
    private final DiscordDesk desk;
    private final Doorkeeper doorkeeper;
    private final AttachedText attached;
    private final Defaults defaults;
    private final Aside aside;
    private final Clock clock;

    Administration(
            DiscordServices services,
            DiscordDesk desk,
            Doorkeeper doorkeeper,
            AttachedText attached,
            Defaults defaults,
            Aside aside,
            Clock clock) {
        this.services = services;
        this.desk = desk;
        this.doorkeeper = doorkeeper;
        this.attached = attached;
        this.defaults = defaults;
        this.aside = aside;
        this.clock = clock;
    }

    /** Whether somebody may moderate here; from memory alone. */
    boolean isModerator(IReplyCallback event) {
        Member member = event.getMember();
        if (member == null || !Requests.installed(event)) {
            return false;
        }
        List<String> moderators =
                doorkeeper.limits(Requests.asker(event), List.of()).moderators();
        return member.hasPermission(Permission.MANAGE_SERVER)
                || Requests.roles(event).stream().anyMatch(moderators::contains);
    }

    /** Who moderates, as the audit table names them. */
    static Author author(IReplyCallback event) {
        return new Author(Author.Kind.MODERATOR, event.getUser().getId());
    }

    void command(SlashCommandInteractionEvent event, Texts texts) {
        if (!isModerator(event)) {
            Requests.refuse(event, texts.text("admin.only"));
            return;
        }
        Asked asked = new Asked(event, community(event), author(event), texts);
        aside.answer(event, texts, () -> shown(event.getFullCommandName(), asked));
    }

    private static Scope community(IReplyCallback event) {
        Asker asker = Requests.asker(event);
        return Scope.community(asker.front(), asker.community());
    }

    /** A command, and who gave it where. */
    private record Asked(SlashCommandInteractionEvent event, Scope community, Author author, Texts texts) {
        String text(String key, Object... values) {
            return texts.text(key, values);
        }

        Optional<String> option(String name) {
            return Optional.ofNullable(event.getOption(name, OptionMapping::getAsString));
        }

        Reason why() {
            return Reason.of(option(CommandSheet.WHY).orElse("")).orElse(Reason.NONE);
        }

        int days() {
            return option(CommandSheet.DAYS).map(Integer::valueOf).orElse(USUAL_DAYS);
        }

        /** Whom it is about: a member, a role, or the server. */
        Scope about() {
            User user = event.getOption(CommandSheet.MEMBER, OptionMapping::getAsUser);
            Role role = event.getOption(CommandSheet.ROLE, OptionMapping::getAsRole);
            if (user != null && role != null) {
                throw DreamException.input(text("admin.one"));
            } else if (user != null) {
                return Scope.member(community.front(), community.community(), user.getId());
            }
            return role == null ? community : Scope.role(community.front(), community.community(), role.getId());
        }

        Scope somebody() {
            Scope about = about();
            if (about.equals(community)) {
                throw DreamException.input(text("admin.whom"));
            }
            return about;
        }

        RuleKey rule(String word) {
            return RuleKey.of(word).orElseThrow(() -> DreamException.input(text("refused.old")));
        }
    }

    private Shown shown(String command, Asked asked) {
        return switch (command) {
            case "dream-admin usage" -> usage(asked);
            case "dream-admin export" -> export(asked);
            default -> Sheet.sentence(sentence(command, asked));
        };
    }

    private String sentence(String command, Asked asked) {
        return switch (command) {
            case "dream-admin quota show" -> quotas(asked);
            case "dream-admin quota set" -> set(asked);
            case "dream-admin quota reset" -> reset(asked, CommandSheet.QUOTAS, asked.about());
            case "dream-admin rules show" -> rules(asked);
            case "dream-admin rules set" -> change(asked);
            case "dream-admin rules reset" -> reset(asked, CommandSheet.HOUSE, asked.community());
            case "dream-admin pause" -> pause(asked);
            case "dream-admin resume" -> resume(asked);
            case "dream-admin ban" -> ban(asked);
            case "dream-admin unban" -> unban(asked);
            case "dream-admin audit" -> audit(asked);
            case "dream-admin import" -> read(asked);
            default -> asked.text("refused.old");
        };
    }

    private String quotas(Asked asked) {
        Scope about = asked.about();
        List<String> lines = new ArrayList<>();
        lines.add("**" + mention(about, asked.texts()) + "**");
        lines.addAll(lines(about, CommandSheet.QUOTAS, asked.texts()));
        Map<RuleKey, String> totals =
                desk.rules().of(List.of(asked.community())).getOrDefault(asked.community(), Map.of());
        totals.forEach((key, value) -> {
            if (key.isOperators()) {
                lines.add(
                        asked.text("admin.rule", asked.text("rule." + key.word()), value, asked.text("from.operator")));
            }
        });
        if (about.level() == Scope.Level.MEMBER) {
            Allowance.Left rest = services.admission()
                    .left(new Requester(about.front(), about.community(), about.name(), List.of()))
                    .rest();
            lines.add(asked.text(
                    rest.window() == Window.HOUR ? "admin.left.hour" : "admin.left.day", (long) rest.left(), (long)
                            rest.limit()));
        }
        return String.join("\n", lines);
    }

    /** What holds, and who says so. */
    private List<String> lines(Scope about, List<RuleKey> keys, Texts texts) {
        Limits limits = services.admission().limits(about);
        return keys.stream()
                .map(key -> {
                    Limits.Value value = limits.value(key);
                    String from = value.from()
                            .map(scope -> scope.level().compareTo(Scope.Level.COMMUNITY) < 0
                                            || scope.level() == Scope.Level.MEMBER_EVERYWHERE
                                    ? texts.text("from.operator")
                                    : mention(scope, texts))
                            .orElseGet(() -> texts.text("from.default"));
                    return texts.text("admin.rule", texts.text("rule." + key.word()), value(key, value.text()), from);
                })
                .toList();
    }

    /** A value as people read it. */
    private static String value(RuleKey key, String value) {
        return switch (key) {
            case CHANNELS, CHANNELS_DENIED, REPORTS_TO -> mentions(value, "<#");
            case MODERATORS -> mentions(value, "<@&");
            case DEFAULTS -> value.equals("none") ? value : "`" + value + "`";
            default -> value.replace(",", ", ");
        };
    }

    private static String mentions(String value, String before) {
        return Arrays.stream(value.split(",", -1))
                .map(id -> id.matches("[0-9]+") ? before + id + ">" : id)
                .collect(Collectors.joining(", "));
    }

    static String mention(Scope scope, Texts texts) {
        return switch (scope.level()) {
            case MEMBER, MEMBER_EVERYWHERE -> "<@" + scope.name() + ">";
            case ROLE -> "<@&" + scope.name() + ">";
            case COMMUNITY -> texts.text("from.server");
            case PLATFORM, EVERYBODY -> texts.text("from.operator");
        };
    }

    private String set(Asked asked) {
        Scope about = asked.about();
        RuleKey key = asked.rule(asked.option(CommandSheet.RULE).orElse(""));
        String value = read(key, asked.option(CommandSheet.VALUE).orElse(""), asked);
        store(about, Map.of(key, value), asked);
        return asked.text(
                "admin.rule", asked.text("rule." + key.word()), value(key, value), mention(about, asked.texts()));
    }

    private static String read(RuleKey key, String text, Asked asked) {
        String value = key.read(text.strip())
                .orElseThrow(() -> DreamException.input(asked.text(
                        "admin.value", RuleFile.quoted(text), asked.text("rule." + key.word()), key.range())));
        if (!key.isUpTo(asked.author(), value)) {
            throw DreamException.input(asked.text("admin.operators"));
        }
        return value;
    }

    private void store(Scope about, Map<RuleKey, String> values, Asked asked) {
        values.forEach((key, value) -> {
            if (!key.isUpTo(asked.author(), value)) {
                throw DreamException.input(asked.text("admin.operators"));
            }
        });
        desk.rules().set(about, values, asked.author());
        doorkeeper.refresh();
    }

    private String reset(Asked asked, List<RuleKey> all, Scope about) {
        Set<RuleKey> keys = asked.option(CommandSheet.RULE)
                .map(word -> Set.of(asked.rule(word)))
                .orElseGet(() -> EnumSet.copyOf(all));
        if (!all.containsAll(keys)) {
            throw DreamException.input(asked.text("admin.operators"));
        }
        Set<RuleKey> gone = desk.rules().reset(about, keys, asked.author());
        doorkeeper.refresh();
        return gone.isEmpty()
                ? asked.text("admin.nothing", mention(about, asked.texts()))
                : asked.text(
                        "admin.reset",
                        mention(about, asked.texts()),
                        gone.stream()
                                .map(key -> asked.text("rule." + key.word()))
                                .collect(Collectors.joining(", ")));
    }

    private String rules(Asked asked) {
        List<String> lines = new ArrayList<>(lines(asked.community(), CommandSheet.HOUSE, asked.texts()));
        services.conduct().pauses(asked.community().upwards()).stream()
                .findFirst()
                .ifPresent(pause -> lines.add(asked.text("waiting.paused")));
        services.conduct().bans().stream()
                .filter(ban -> ban.scope().community().equals(asked.community().community()))
                .limit(LATEST)
                .forEach(ban -> lines.add(ban.until()
                        .map(end -> asked.text(
                                "admin.banned.until", mention(ban.scope(), asked.texts()), end.getEpochSecond() + ""))
                        .orElseGet(() -> asked.text("admin.banned", mention(ban.scope(), asked.texts())))));
        return String.join("\n", lines);
    }

    private String change(Asked asked) {
        SlashCommandInteractionEvent event = asked.event();
        Map<RuleKey, String> values = new EnumMap<>(RuleKey.class);
        Limits now = services.admission().limits(asked.community());
        Optional<String> allow = id(event, CommandSheet.ALLOW);
        Optional<String> deny = id(event, CommandSheet.DENY);
        Optional<String> release = id(event, CommandSheet.RELEASE);
        if (allow.isPresent() || deny.isPresent() || release.isPresent()) {
            Set<String> allowed = new TreeSet<>(now.channels().orElse(List.of()));
            Set<String> denied = new TreeSet<>(now.channelsDenied());
            allow.ifPresent(id -> {
                allowed.add(id);
                denied.remove(id);
            });
            deny.ifPresent(id -> {
                denied.add(id);
                allowed.remove(id);
            });
            release.ifPresent(id -> {
                denied.remove(id);
                allowed.remove(id);
            });
            values.put(RuleKey.CHANNELS, allowed.isEmpty() ? "all" : String.join(",", allowed));
            values.put(RuleKey.CHANNELS_DENIED, denied.isEmpty() ? "none" : String.join(",", denied));
        }
        Map<String, RuleKey> words = Map.of(
                CommandSheet.SIZE, RuleKey.LARGEST_SIZE,
                CommandSheet.LOOKS, RuleKey.LOOKS,
                CommandSheet.NETWORKS, RuleKey.NETWORKS,
                CommandSheet.FILTER, RuleKey.FILTER,
                CommandSheet.EXEMPT, RuleKey.NSFW_EXEMPT,
                CommandSheet.PRIVATE_ONLY, RuleKey.PRIVATE_ONLY);
        words.forEach((option, key) -> asked.option(option)
                .ifPresent(text -> values.put(key, read(key, text.strip().replaceAll("[\\s,]+", ","), asked))));
        asked.option(CommandSheet.DEFAULTS)
                .ifPresent(text -> values.put(
                        RuleKey.DEFAULTS,
                        read(RuleKey.DEFAULTS, defaults.check(text, values, now, asked.texts()), asked)));
        id(event, CommandSheet.REPORTS).ifPresent(id -> values.put(RuleKey.REPORTS_TO, id));
        id(event, CommandSheet.MODERATORS).ifPresent(id -> {
            Set<String> roles = new TreeSet<>(now.moderators());
            roles.add(id);
            values.put(RuleKey.MODERATORS, String.join(",", roles));
        });
        if (values.isEmpty()) {
            throw DreamException.input(asked.text("admin.what"));
        }
        Member who = event.getMember();
        if (values.containsKey(RuleKey.MODERATORS) && (who == null || !who.hasPermission(Permission.MANAGE_SERVER))) {
            throw DreamException.input(asked.text("admin.manage"));
        }
        store(asked.community(), values, asked);
        return values.entrySet().stream()
                .map(entry -> asked.text(
                        "admin.rule",
                        asked.text("rule." + entry.getKey().word()),
                        value(entry.getKey(), entry.getValue()),
                        asked.text("from.server")))
                .collect(Collectors.joining("\n"));
    }

    /** Of a channel or a role. */
    private static Optional<String> id(SlashCommandInteractionEvent event, String option) {
        return Optional.ofNullable(event.getOption(option))
                .map(OptionMapping::getAsMentionable)
                .map(ISnowflake::getId);
    }

    /** What the operator has done is not a moderator's to undo. */
    private static void checkOwn(Optional<String> author, Asked asked) {
        if (author.filter(who -> who.startsWith("operator")).isPresent()) {
            throw DreamException.input(asked.text("admin.operators"));
        }
    }

    private Optional<String> pausedBy(Scope scope) {
        return services.conduct().pauses(List.of(scope)).stream()
                .map(Pause::author)
                .findFirst();
    }

    private Optional<String> bannedBy(Scope scope) {
        return services.conduct().bans(List.of(scope)).stream().map(Ban::author).findFirst();
    }

    private String pause(Asked asked) {
        checkOwn(pausedBy(asked.community()), asked);
        services.conduct().pause(asked.community(), asked.why(), asked.author());
        doorkeeper.refresh();
        return asked.text("admin.paused");
    }

    private String resume(Asked asked) {
        checkOwn(pausedBy(asked.community()), asked);
        boolean was = services.conduct().resume(asked.community(), asked.author());
        doorkeeper.refresh();
        return asked.text(was ? "admin.resumed" : "admin.notpaused");
    }

    private String ban(Asked asked) {
        Scope whom = asked.somebody();
        checkOwn(bannedBy(whom), asked);
        Optional<Duration> length =
                asked.option(CommandSheet.HOURS).map(Long::valueOf).map(Duration::ofHours);
        services.conduct().ban(whom, length, asked.why(), asked.author());
        doorkeeper.refresh();
        int cancelled = whom.level() == Scope.Level.ROLE
                ? 0
                : desk.belongings().cancel(whom, Texts.english().text("refused.banned"), asked.author());
        String who = mention(whom, asked.texts());
        return length.map(time -> asked.text("admin.ban.hours", who, time.toHours(), cancelled))
                .orElseGet(() -> asked.text("admin.ban", who, cancelled));
    }

    private String unban(Asked asked) {
        Scope whom = asked.somebody();
        checkOwn(bannedBy(whom), asked);
        boolean was = services.conduct().pardon(whom, asked.author());
        doorkeeper.refresh();
        return asked.text(was ? "admin.unban" : "admin.notbanned", mention(whom, asked.texts()));
    }

    private Shown usage(Asked asked) {
        List<Turnover.Day> days = desk.turnover().days(asked.community(), asked.days());
        if (days.isEmpty()) {
            return Sheet.sentence(asked.text("usage.none"));
        }
        List<Turnover.Share> top = desk.turnover().members(asked.community(), asked.days(), TOP);
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        LocalDate last = days.get(0).date().isAfter(today) ? days.get(0).date() : today;
        Picture chart = UsageChart.of(last, asked.days(), days, top);
        String words = asked.text("usage.picture", asked.days(), figures(days), shares(top));
        FileUpload file = FileUpload.fromData(
                        PictureWriter.encode(chart, PictureFormat.PNG, Optional.empty()), "usage.png")
                .setDescription(words);
        List<String> lines = new ArrayList<>();
        lines.add("**" + asked.text("usage.top") + "**");
        for (int rank = 0; rank < top.size(); rank++) {
            Turnover.Share share = top.get(rank);
            lines.add(rank + 1 + ". <@" + share.member() + ">: "
                    + asked.text("usage.day", share.jobs(), minutes(share.seconds())));
        }
        int jobs = days.stream().mapToInt(Turnover.Day::jobs).sum();
        double seconds = days.stream().mapToDouble(Turnover.Day::seconds).sum();
        return new Shown(
                List.of(Container.of(
                        TextDisplay.of("**" + asked.text("usage.title", asked.days()) + "**\n"
                                + asked.text("usage.day", jobs, minutes(seconds))),
                        MediaGallery.of(MediaGalleryItem.fromFile(file).withDescription(words)),
                        TextDisplay.of(String.join("\n", lines)))),
                List.of(file));
    }

    private static String figures(List<Turnover.Day> days) {
        return days.stream()
                .sorted(Comparator.comparing(Turnover.Day::date))
                .map(day -> String.format(Locale.ROOT, "%tm-%<td %.1f", day.date(), minutes(day.seconds())))
                .collect(Collectors.joining(", "));
    }

    private static String shares(List<Turnover.Share> top) {
        return top.stream()
                .map(share -> String.format(Locale.ROOT, "%.1f", minutes(share.seconds())))
                .collect(Collectors.joining(", "));
    }

    /** With one decimal. */
    static double minutes(double seconds) {
        return Math.round(seconds / MINUTE * 10) / 10.0;
    }

    private String audit(Asked asked) {
        List<AuditTrail.Entry> entries = desk.audit().latest(asked.community(), LATEST);
        return entries.isEmpty()
                ? asked.text("audit.none")
                : entries.stream()
                        .map(entry -> line(entry, asked.community(), asked.texts()))
                        .collect(Collectors.joining("\n"));
    }

    static String line(AuditTrail.Entry entry, Scope community, Texts texts) {
        String author = entry.author().replaceAll("\\b([0-9]{15,20})\\b", "<@$1>");
        String subject =
                Scope.of(entry.subject()).map(scope -> mention(scope, texts)).orElse("`" + entry.subject() + "`");
        return "<t:" + entry.when().getEpochSecond() + ":f> " + author + ": " + entry.action() + " " + subject + " "
                + RuleFile.quoted(entry.what())
                + entry.before().map(before -> " ← " + RuleFile.quoted(before)).orElse("");
    }

    private Shown export(Asked asked) {
        byte[] file = RuleFile.write(asked.community(), desk.rules().all());
        FileUpload upload = FileUpload.fromData(file, "pareidolia-rules.yaml");
        return new Shown(
                List.of(TextDisplay.of(asked.text("export.done")), FileDisplay.fromFile(upload)), List.of(upload));
    }

    private String read(Asked asked) {
        Message.Attachment file = Objects.requireNonNull(
                asked.event().getOption(CommandSheet.FILE, OptionMapping::getAsAttachment), "it is required");
        if (file.getSize() > RuleFile.LONGEST) {
            throw DreamException.input(asked.text("import.large", RuleFile.LONGEST >> 10));
        }
        byte[] bytes = attached.read(file.getUrl(), RuleFile.LONGEST)
                .orElseThrow(() -> DreamException.input(asked.text("import.unreachable")));
        Map<Scope, Map<RuleKey, String>> wanted =
                RuleFile.read(bytes, asked.community(), asked.author(), asked.texts());
        Map<RuleKey, String> server = wanted.getOrDefault(asked.community(), Map.of());
        if (server.containsKey(RuleKey.DEFAULTS)) {
            Limits above =
                    services.admission().limits(Scope.platform(asked.community().front()));
            server.computeIfPresent(
                    RuleKey.DEFAULTS, (key, words) -> defaults.check(words, server, above, asked.texts()));
        }
        Map<Scope, Map<RuleKey, String>> before =
                RuleFile.of(asked.community(), desk.rules().all());
        Member who = asked.event().getMember();
        boolean moderators = !Objects.equals(moderators(wanted, asked), moderators(before, asked));
        if (moderators && (who == null || !who.hasPermission(Permission.MANAGE_SERVER))) {
            throw DreamException.input(asked.text("admin.manage"));
        }
        before.forEach((scope, values) -> {
            Set<RuleKey> gone = EnumSet.noneOf(RuleKey.class);
            gone.addAll(values.keySet());
            gone.removeAll(wanted.getOrDefault(scope, Map.of()).keySet());
            if (!gone.isEmpty()) {
                desk.rules().reset(scope, gone, asked.author());
            }
        });
        wanted.forEach((scope, values) -> {
            Map<RuleKey, String> changed = new EnumMap<>(RuleKey.class);
            values.forEach((key, value) -> {
                if (!value.equals(before.getOrDefault(scope, Map.of()).get(key))) {
                    changed.put(key, value);
                }
            });
            if (!changed.isEmpty()) {
                desk.rules().set(scope, changed, asked.author());
            }
        });
        doorkeeper.refresh();
        return asked.text(
                "import.done", wanted.values().stream().mapToInt(Map::size).sum());
    }

    private static String moderators(Map<Scope, Map<RuleKey, String>> rules, Asked asked) {
        return rules.getOrDefault(asked.community(), Map.of()).getOrDefault(RuleKey.MODERATORS, "none");
    }
}
