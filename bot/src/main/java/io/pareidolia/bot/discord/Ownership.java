package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.quota.Turnover;
import io.pareidolia.dream.failure.DreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;

/** What operators do from the one server that is theirs: /dream-owner. */
final class Ownership {
    private static final int SHOWN = 15;
    private static final int CHOICES = 25;
    private static final int USUAL_DAYS = 7;

    private final DiscordServices services;
    private final DiscordDesk desk;
    private final Doorkeeper doorkeeper;
    private final Optional<String> home;
    private final Aside aside;

    /** @param home id of the operators' server */
    Ownership(DiscordServices services, DiscordDesk desk, Doorkeeper doorkeeper, Optional<String> home, Aside aside) {
        this.services = services;
        this.desk = desk;
        this.doorkeeper = doorkeeper;
        this.home = home;
        this.aside = aside;
    }

    private boolean isOperator(Interaction event) {
        Member member = event.getMember();
        Guild guild = event.getGuild();
        return member != null
                && guild != null
                && home.filter(guild.getId()::equals).isPresent()
                && member.hasPermission(Permission.ADMINISTRATOR);
    }

    void command(SlashCommandInteractionEvent event, Texts texts) {
        if (!isOperator(event)) {
            Requests.refuse(event, texts.text("owner.only"));
            return;
        }
        aside.answer(event, texts, () -> Sheet.sentence(sentence(event, texts)));
    }

    private String sentence(SlashCommandInteractionEvent event, Texts texts) {
        Author author = Author.operator(event.getUser().getId());
        return switch (event.getFullCommandName()) {
            case "dream-owner communities" -> communities(event, texts);
            case "dream-owner limits" -> limits(event, author, texts);
            case "dream-owner block" -> block(event, author, texts);
            case "dream-owner unblock" -> {
                Scope server = server(event, texts);
                boolean was = services.conduct().pardon(server, author);
                doorkeeper.refresh();
                yield texts.text(was ? "owner.unblocked" : "owner.notblocked", named(server, event.getJDA()));
            }
            case "dream-owner health" -> "```\n" + desk.health().get().replace("```", "'''") + "\n```";
            default -> texts.text("refused.old");
        };
    }

    private static Optional<String> option(SlashCommandInteractionEvent event, String name) {
        return Optional.ofNullable(event.getOption(name, OptionMapping::getAsString));
    }

    private static Scope server(SlashCommandInteractionEvent event, Texts texts) {
        String id = option(event, CommandSheet.SERVER).orElse("").strip();
        if (!id.matches("[0-9]{15,20}")) {
            throw DreamException.input(texts.text("owner.server"));
        }
        return Scope.community(DiscordFront.NAME, id);
    }

    private static String named(Scope server, JDA jda) {
        return guilds(jda).stream()
                .filter(guild -> guild.getId().equals(server.community()))
                .findFirst()
                .map(guild -> RuleFile.quoted(guild.getName()) + " (" + guild.getId() + ")")
                .orElse(server.community());
    }

    private static List<Guild> guilds(JDA jda) {
        return jda.getShardManager() == null
                ? jda.getGuilds()
                : jda.getShardManager().getGuilds();
    }

    private String communities(SlashCommandInteractionEvent event, Texts texts) {
        JDA jda = event.getJDA();
        List<String> lines = new ArrayList<>();
        lines.add(texts.text("owner.servers", guilds(jda).size()));
        int days = option(event, CommandSheet.DAYS).map(Integer::valueOf).orElse(USUAL_DAYS);
        for (Turnover.Total total : desk.turnover().communities(DiscordFront.NAME, days, SHOWN)) {
            lines.add(named(total.community(), jda) + ": "
                    + texts.text("usage.day", total.jobs(), Administration.minutes(total.seconds())));
        }
        services.conduct().bans().stream()
                .filter(ban -> ban.scope().level() == Scope.Level.COMMUNITY)
                .limit(SHOWN)
                .forEach(ban -> lines.add(texts.text("owner.isblocked", named(ban.scope(), jda))));
        return String.join("\n", lines);
    }

    private String limits(SlashCommandInteractionEvent event, Author author, Texts texts) {
        Scope server = server(event, texts);
        Optional<RuleKey> key = option(event, CommandSheet.RULE).flatMap(RuleKey::of);
        Optional<String> value = option(event, CommandSheet.VALUE);
        if (key.isPresent() && value.isPresent()) {
            String read = key.get()
                    .read(value.get().strip())
                    .orElseThrow(() -> DreamException.input(texts.text(
                            "admin.value",
                            RuleFile.quoted(value.get()),
                            texts.text("rule." + key.get().word()),
                            key.get().range())));
            desk.rules().set(server, Map.of(key.get(), read), author);
        } else if (key.isPresent()) {
            desk.rules().reset(server, Set.of(key.get()), author);
        }
        doorkeeper.refresh();
        Map<RuleKey, String> own = desk.rules().of(List.of(server)).getOrDefault(server, Map.of());
        Limits limits = services.admission().limits(server);
        List<String> lines = new ArrayList<>(List.of("**" + named(server, event.getJDA()) + "**"));
        for (RuleKey one : CommandSheet.LIMITS) {
            String now = one.isTotal()
                    ? own.getOrDefault(one, "–")
                    : limits.value(one).text();
            lines.add(texts.text(
                    "admin.rule",
                    texts.text("rule." + one.word()),
                    now,
                    texts.text(own.containsKey(one) ? "from.server" : "from.default")));
        }
        return String.join("\n", lines);
    }

    private String block(SlashCommandInteractionEvent event, Author author, Texts texts) {
        Scope server = server(event, texts);
        Optional<Duration> length =
                option(event, CommandSheet.HOURS).map(Long::valueOf).map(Duration::ofHours);
        Reason why = option(event, CommandSheet.WHY).flatMap(Reason::of).orElse(Reason.NONE);
        services.conduct().ban(server, length, why, author);
        doorkeeper.refresh();
        int cancelled = desk.belongings().cancel(server, Texts.english().text("refused.banned"), author);
        return texts.text("owner.blocked", named(server, event.getJDA()), cancelled);
    }

    /** Servers that are called so, or have an id that begins so; from memory alone. */
    List<Command.Choice> servers(CommandAutoCompleteInteractionEvent event, String typed) {
        if (!isOperator(event)) {
            return List.of();
        }
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        return guilds(event.getJDA()).stream()
                .filter(guild -> guild.getName().toLowerCase(Locale.ROOT).contains(wanted)
                        || guild.getId().startsWith(wanted))
                .limit(CHOICES)
                .map(guild -> new Command.Choice(guild.getName(), guild.getId()))
                .toList();
    }
}
