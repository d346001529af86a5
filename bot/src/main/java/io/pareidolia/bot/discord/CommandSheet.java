package io.pareidolia.bot.discord;

import io.pareidolia.dream.RecipeText;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;

/** The commands, as Discord is told of them: names and descriptions in every language that there is a file for. */
final class CommandSheet {
    static final String DREAM = "dream";
    static final String QUEUE = "dream-queue";
    static final String HELP = "dream-help";
    static final String PRIVACY = "dream-privacy";
    static final String IMAGE = "image";
    static final String LINK = "link";
    static final String LOOK = "look";
    static final String SIZE = "size";
    static final String STRENGTH = "strength";
    static final String SEED = "seed";
    static final String RECIPE = "recipe";
    static final String PRIVATE = "private";

    private static final Set<InteractionContextType> EVERYWHERE = EnumSet.of(
            InteractionContextType.GUILD, InteractionContextType.BOT_DM, InteractionContextType.PRIVATE_CHANNEL);

    /** Besides English, which is the base. */
    private static final Map<DiscordLocale, Locale> LANGUAGES =
            Map.of(DiscordLocale.GERMAN, Locale.GERMAN, DiscordLocale.SPANISH, Locale.forLanguageTag("es"));

    private CommandSheet() {}

    static List<CommandData> all() {
        Texts english = Texts.in(Locale.ENGLISH);
        return List.of(
                slash(DREAM, english)
                        .addOptions(
                                option(OptionType.ATTACHMENT, IMAGE, english),
                                option(OptionType.STRING, LINK, english),
                                option(OptionType.STRING, LOOK, english).setAutoComplete(true),
                                option(OptionType.INTEGER, SIZE, english)
                                        .setMinValue(64)
                                        .setMaxValue(8192),
                                option(OptionType.NUMBER, STRENGTH, english)
                                        .setMinValue(0)
                                        .setMaxValue(1),
                                option(OptionType.INTEGER, SEED, english),
                                option(OptionType.STRING, RECIPE, english)
                                        .setMaxLength(LONGEST_RECIPE)
                                        .setAutoComplete(true),
                                option(OptionType.BOOLEAN, PRIVATE, english)),
                slash(QUEUE, english),
                slash(HELP, english),
                slash(PRIVACY, english),
                everywhere(Commands.message(english.text("command.menu.dream"))));
    }

    private static final int LONGEST_RECIPE = RecipeText.LONGEST;

    private static SlashCommandData slash(String name, Texts english) {
        SlashCommandData command = Commands.slash(name, english.text("command." + name + ".description"));
        LANGUAGES.forEach((discord, locale) ->
                command.setDescriptionLocalization(discord, Texts.in(locale).text("command." + name + ".description")));
        command.setContexts(EVERYWHERE).setIntegrationTypes(EnumSet.allOf(IntegrationType.class));
        return command;
    }

    private static CommandData everywhere(CommandData command) {
        return command.setContexts(EVERYWHERE).setIntegrationTypes(EnumSet.allOf(IntegrationType.class));
    }

    private static OptionData option(OptionType type, String name, Texts english) {
        String key = "command." + DREAM + ".options." + name;
        OptionData option = new OptionData(type, name, english.text(key + ".description"));
        LANGUAGES.forEach((discord, locale) -> {
            Texts texts = Texts.in(locale);
            option.setNameLocalization(discord, texts.text(key + ".name"));
            option.setDescriptionLocalization(discord, texts.text(key + ".description"));
        });
        return option;
    }
}
