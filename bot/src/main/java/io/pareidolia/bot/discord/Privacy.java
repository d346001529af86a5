package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;

/** What somebody may say about their own pictures: /dream-privacy and its buttons. */
final class Privacy {
    /** Before the ids of its buttons, with a version. */
    static final String MARK = "1p:";

    private static final String DELETE = MARK + "delete";
    private static final String SURE = MARK + "sure";
    private static final String OUT = MARK + "out";
    private static final String IN = MARK + "in";
    private static final String CALL = MARK + "call";
    private static final String QUIET = MARK + "quiet";

    private final DiscordDesk desk;
    private final Doorkeeper doorkeeper;
    private final Aside aside;

    Privacy(DiscordDesk desk, Doorkeeper doorkeeper, Aside aside) {
        this.desk = desk;
        this.doorkeeper = doorkeeper;
        this.aside = aside;
    }

    void command(SlashCommandInteractionEvent event, Texts texts) {
        User user = event.getUser();
        aside.answer(event, texts, () -> shown(user, texts));
    }

    /** Whether somebody who has waited for long is pinged when the dream is there. Looks it up. */
    static boolean isCalled(Rules rules, long user) {
        Scope self = Scope.everywhere(DiscordFront.NAME, Long.toUnsignedString(user));
        return !"false"
                .equals(rules.of(List.of(self)).getOrDefault(self, Map.of()).get(RuleKey.CALLED));
    }

    private Shown shown(User user, Texts texts) {
        boolean called = isCalled(desk.rules(), user.getIdLong());
        boolean out = doorkeeper.leavesAlone(user.getIdLong(), "");
        return Shown.of(Container.of(
                TextDisplay.of(texts.text("privacy.text")),
                TextDisplay.of(texts.text(out ? "privacy.isout" : "privacy.isin")),
                TextDisplay.of(texts.text(called ? "privacy.called" : "privacy.uncalled")),
                ActionRow.of(
                        Button.danger(DELETE, texts.text("privacy.delete")),
                        out
                                ? Button.secondary(IN, texts.text("privacy.in"))
                                : Button.secondary(OUT, texts.text("privacy.out")),
                        called
                                ? Button.secondary(QUIET, texts.text("privacy.quiet"))
                                : Button.secondary(CALL, texts.text("privacy.call")))));
    }

    /** A press of one of its buttons, which nobody else can see. */
    void pressed(ButtonInteractionEvent event, Texts texts) {
        User user = event.getUser();
        Scope self = Scope.everywhere(DiscordFront.NAME, user.getId());
        Author author = new Author(Author.Kind.MEMBER, user.getId());
        String id = event.getCustomId();
        aside.replace(event, texts, () -> switch (id) {
            case DELETE ->
                Shown.of(Container.of(
                        TextDisplay.of(texts.text("privacy.sure")),
                        ActionRow.of(Button.danger(SURE, texts.text("privacy.delete")))));
            case SURE -> Sheet.sentence(texts.text("privacy.deleted", deleted(self, author)));
            case OUT -> {
                desk.rules().set(self, Map.of(RuleKey.OPT_OUT, "true"), author);
                doorkeeper.refresh();
                yield shown(user, texts);
            }
            case QUIET -> {
                desk.rules().set(self, Map.of(RuleKey.CALLED, "false"), author);
                yield shown(user, texts);
            }
            case CALL -> {
                desk.rules().reset(self, Set.of(RuleKey.CALLED), author);
                yield shown(user, texts);
            }
            case IN -> {
                desk.rules().reset(self, Set.of(RuleKey.OPT_OUT), author);
                doorkeeper.refresh();
                yield shown(user, texts);
            }
            default -> Sheet.sentence(texts.text("refused.old"));
        });
    }

    /** What they asked for, and what others had dreamed of pictures that they posted. */
    private int deleted(Scope self, Author author) {
        desk.belongings().cancel(self, Texts.english().text("cancelled.done"), author);
        String posted = "\"author\":" + self.name();
        return desk.belongings().forget(self)
                + desk.belongings().forget(DiscordFront.NAME, posted + "}")
                + desk.belongings().forget(DiscordFront.NAME, posted + ",");
    }
}
