package io.pareidolia.bot.discord;

import java.util.EnumSet;
import java.util.List;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/** The whole of a message, for one sending: its files can be read but once. It pings nobody unless it is made for them. */
record Shown(List<? extends MessageTopLevelComponent> components, List<FileUpload> files) {
    Shown {
        components = List.copyOf(components);
        files = List.copyOf(files);
    }

    static Shown of(MessageTopLevelComponent... components) {
        return new Shown(List.of(components), List.of());
    }

    /** In place of whatever the message was. */
    MessageEditData edit() {
        return new MessageEditBuilder()
                .setReplace(true)
                .useComponentsV2()
                .setComponents(components)
                .setFiles(files)
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .build();
    }

    MessageCreateData create() {
        return creation().build();
    }

    /** A message of its own that notifies this one person, if its text names them. */
    MessageCreateData createFor(long user) {
        return creation().mentionUsers(user).build();
    }

    private MessageCreateBuilder creation() {
        return new MessageCreateBuilder()
                .useComponentsV2()
                .setComponents(components)
                .setFiles(files)
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class));
    }
}
