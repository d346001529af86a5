package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.dream.RecipeText;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandGroupData;

/** The commands, as Discord is told of them: names and descriptions in every language that there is a file for. */
final class CommandSheet {
    static final String DREAM = "dream";
    static final String QUEUE = "dream-queue";
    static final String HELP = "dream-help";
    static final String PRIVACY = "dream-privacy";
    static final String ADMIN = "dream-admin";
    static final String OWNER = "dream-owner";
    static final String IMAGE = "image";
    static final String LINK = "link";
    static final String LOOK = "look";
    static final String SIZE = "size";
    static final String STRENGTH = "strength";
    static final String SEED = "seed";
    static final String RECIPE = "recipe";
    static final String PRIVATE = "private";
    static final String RULE = "rule";
    static final String VALUE = "value";
    static final String MEMBER = "member";
    static final String ROLE = "role";
    static final String ALLOW = "allow";
    static final String DENY = "deny";
    static final String RELEASE = "release";
    static final String LOOKS = "looks";
    static final String NETWORKS = "networks";
    static final String FILTER = "filter";
    static final String EXEMPT = "nsfw-exempt";
    static final String PRIVATE_ONLY = "private-only";
    static final String DEFAULTS = "defaults";
    static final String REPORTS = "reports";
    static final String MODERATORS = "moderators";
    static final String HOURS = "hours";
    static final String WHY = "why";
    static final String DAYS = "days";
    static final String FILE = "file";
    static final String SERVER = "server";

    /** What moderators set for their server, its roles and its members. */
    static final List<RuleKey> QUOTAS = List.of(
            RuleKey.JOBS_PER_HOUR,
            RuleKey.JOBS_PER_DAY,
            RuleKey.DEVICE_SECONDS_PER_HOUR,
            RuleKey.DEVICE_SECONDS_PER_DAY,
            RuleKey.DEVICE_SECONDS_PER_JOB,
            RuleKey.WAITING_PER_MEMBER,
            RuleKey.RUNNING_PER_MEMBER,
            RuleKey.LARGEST_SIZE,
            RuleKey.PRIORITY,
            RuleKey.LOOKS,
            RuleKey.NETWORKS);

    /** What holds in a whole server. */
    static final List<RuleKey> HOUSE = List.of(
            RuleKey.CHANNELS,
            RuleKey.CHANNELS_DENIED,
            RuleKey.LARGEST_SIZE,
            RuleKey.LOOKS,
            RuleKey.NETWORKS,
            RuleKey.FILTER,
            RuleKey.NSFW_EXEMPT,
            RuleKey.PRIVATE_ONLY,
            RuleKey.DEFAULTS,
            RuleKey.REPORTS_TO,
            RuleKey.MODERATORS);

    /** What operators set for a server. */
    static final List<RuleKey> LIMITS = List.of(
            RuleKey.RUNNING_PER_COMMUNITY,
            RuleKey.TOTAL_JOBS_PER_HOUR,
            RuleKey.TOTAL_JOBS_PER_DAY,
            RuleKey.TOTAL_DEVICE_SECONDS_PER_HOUR,
            RuleKey.TOTAL_DEVICE_SECONDS_PER_DAY,
            RuleKey.JOBS_PER_HOUR,
            RuleKey.JOBS_PER_DAY,
            RuleKey.DEVICE_SECONDS_PER_JOB,
            RuleKey.LARGEST_SIZE,
            RuleKey.FILTER,
            RuleKey.NSFW_EXEMPT);

    private static final int LARGEST = 8192;
    private static final int LONGEST_VALUE = 1_000;
    private static final int LONGEST_WHY = 400;
    private static final int MOST_HOURS = 87_600;
    private static final int MOST_DAYS = 30;

    private static final Set<InteractionContextType> EVERYWHERE = EnumSet.of(
            InteractionContextType.GUILD, InteractionContextType.BOT_DM, InteractionContextType.PRIVATE_CHANNEL);

    private CommandSheet() {}

    static List<CommandData> all() {
        return List.of(
                everywhere(slash(DREAM))
                        .addOptions(
                                option(OptionType.ATTACHMENT, IMAGE),
                                option(OptionType.STRING, LINK),
                                option(OptionType.STRING, LOOK).setAutoComplete(true),
                                option(OptionType.INTEGER, SIZE).setMinValue(64).setMaxValue(LARGEST),
                                option(OptionType.NUMBER, STRENGTH)
                                        .setMinValue(0.0)
                                        .setMaxValue(1.0),
                                option(OptionType.INTEGER, SEED),
                                option(OptionType.STRING, RECIPE)
                                        .setMaxLength(RecipeText.LONGEST)
                                        .setAutoComplete(true),
                                option(OptionType.BOOLEAN, PRIVATE)),
                everywhere(slash(QUEUE)),
                everywhere(slash(HELP)),
                everywhere(slash(PRIVACY)),
                admin(),
                menu("dream"),
                menu("report"));
    }

    private static CommandData menu(String name) {
        String key = "command.menu." + name;
        return Commands.message(Texts.english().text(key))
                .setNameLocalizations(Texts.everywhere(texts -> texts.text(key)))
                .setContexts(EVERYWHERE)
                .setIntegrationTypes(EnumSet.allOf(IntegrationType.class));
    }

    private static SlashCommandData admin() {
        return inServers(ADMIN, Permission.MANAGE_SERVER)
                // the groups last, as Discord tells of them
                .addSubcommands(
                        sub("pause", why()),
                        sub("resume"),
                        sub("ban", member(), role(), hours(), why()),
                        sub("unban", member(), role()),
                        sub("usage", days()),
                        sub("audit"),
                        sub("export"),
                        sub("import", option(OptionType.ATTACHMENT, FILE).setRequired(true)))
                .addSubcommandGroups(
                        new SubcommandGroupData("quota", describe("quota"))
                                .setNameLocalizations(names("quota"))
                                .setDescriptionLocalizations(descriptions("quota"))
                                .addSubcommands(
                                        sub("quota.show", member(), role()),
                                        sub(
                                                "quota.set",
                                                rule(QUOTAS).setRequired(true),
                                                value().setRequired(true),
                                                member(),
                                                role()),
                                        sub("quota.reset", rule(QUOTAS), member(), role())),
                        new SubcommandGroupData("rules", describe("rules"))
                                .setNameLocalizations(names("rules"))
                                .setDescriptionLocalizations(descriptions("rules"))
                                .addSubcommands(
                                        sub("rules.show"),
                                        sub(
                                                "rules.set",
                                                channel(ALLOW),
                                                channel(DENY),
                                                channel(RELEASE),
                                                option(OptionType.INTEGER, SIZE)
                                                        .setMinValue(64)
                                                        .setMaxValue(LARGEST),
                                                option(OptionType.STRING, LOOKS)
                                                        .setMaxLength(LONGEST_VALUE)
                                                        .setAutoComplete(true),
                                                option(OptionType.STRING, NETWORKS)
                                                        .setMaxLength(LONGEST_VALUE)
                                                        .setAutoComplete(true),
                                                option(OptionType.STRING, FILTER)
                                                        .addChoices(choice("strict"), choice("sensitive")),
                                                option(OptionType.BOOLEAN, EXEMPT),
                                                option(OptionType.BOOLEAN, PRIVATE_ONLY),
                                                option(OptionType.STRING, DEFAULTS)
                                                        .setMaxLength(RecipeText.LONGEST)
                                                        .setAutoComplete(true),
                                                channel(REPORTS),
                                                option(OptionType.ROLE, MODERATORS)),
                                        sub("rules.reset", rule(HOUSE))));
    }

    /** What operators have in a server of their own. */
    static CommandData owner() {
        return inServers(OWNER, Permission.ADMINISTRATOR)
                .addSubcommands(
                        sub("communities", days()),
                        sub("limits", server(), rule(LIMITS), value()),
                        sub("block", server(), hours(), why()),
                        sub("unblock", server()),
                        sub("health"));
    }

    private static OptionData server() {
        return option(OptionType.STRING, SERVER)
                .setRequired(true)
                .setMaxLength(20)
                .setAutoComplete(true);
    }

    private static OptionData member() {
        return option(OptionType.USER, MEMBER);
    }

    private static OptionData role() {
        return option(OptionType.ROLE, ROLE);
    }

    private static OptionData hours() {
        return option(OptionType.INTEGER, HOURS).setMinValue(1).setMaxValue(MOST_HOURS);
    }

    private static OptionData days() {
        return option(OptionType.INTEGER, DAYS).setMinValue(1).setMaxValue(MOST_DAYS);
    }

    private static OptionData why() {
        return option(OptionType.STRING, WHY).setMaxLength(LONGEST_WHY);
    }

    private static OptionData value() {
        return option(OptionType.STRING, VALUE).setMaxLength(LONGEST_VALUE);
    }

    private static OptionData channel(String name) {
        return option(OptionType.CHANNEL, name)
                .setChannelTypes(
                        ChannelType.TEXT,
                        ChannelType.NEWS,
                        ChannelType.FORUM,
                        ChannelType.VOICE,
                        ChannelType.GUILD_PUBLIC_THREAD,
                        ChannelType.GUILD_PRIVATE_THREAD);
    }

    private static OptionData rule(List<RuleKey> keys) {
        return option(OptionType.STRING, RULE)
                .addChoices(keys.stream()
                        .map(key -> new Command.Choice(Texts.english().text("rule." + key.word()), key.word())
                                .setNameLocalizations(Texts.everywhere(texts -> texts.text("rule." + key.word()))))
                        .toList());
    }

    private static Command.Choice choice(String value) {
        return new Command.Choice(Texts.english().text("choice." + value), value)
                .setNameLocalizations(Texts.everywhere(texts -> texts.text("choice." + value)));
    }

    private static SlashCommandData inServers(String name, Permission permission) {
        return slash(name)
                .setDefaultPermissions(DefaultMemberPermissions.enabledFor(permission))
                .setContexts(InteractionContextType.GUILD)
                .setIntegrationTypes(IntegrationType.GUILD_INSTALL);
    }

    private static SlashCommandData everywhere(SlashCommandData command) {
        return command.setContexts(EVERYWHERE).setIntegrationTypes(EnumSet.allOf(IntegrationType.class));
    }

    private static SlashCommandData slash(String name) {
        String key = "command." + name + ".description";
        return Commands.slash(name, Texts.english().text(key))
                .setDescriptionLocalizations(Texts.everywhere(texts -> texts.text(key)));
    }

    private static SubcommandData sub(String path, OptionData... options) {
        return new SubcommandData(path.substring(path.lastIndexOf('.') + 1), describe(path))
                .setNameLocalizations(names(path))
                .setDescriptionLocalizations(descriptions(path))
                .addOptions(options);
    }

    private static String describe(String path) {
        return Texts.english().text("subcommand." + path + ".description");
    }

    private static Map<DiscordLocale, String> descriptions(String path) {
        return Texts.everywhere(texts -> texts.text("subcommand." + path + ".description"));
    }

    private static Map<DiscordLocale, String> names(String path) {
        return Texts.everywhere(texts -> texts.text("subcommand." + path + ".name"));
    }

    private static OptionData option(OptionType type, String name) {
        String key = "option." + name;
        return new OptionData(type, name, Texts.english().text(key + ".description"))
                .setNameLocalizations(Texts.everywhere(texts -> texts.text(key + ".name")))
                .setDescriptionLocalizations(Texts.everywhere(texts -> texts.text(key + ".description")));
    }
}
