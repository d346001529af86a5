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

/** The whole of a message, for one sending: its files can be read but once. An edit pings nobody. */
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

    /**
     * A message of its own.
     *
     * @param called id of the one person who is notified if the text names them
     */
    MessageCreateData create(long called) {
        return new MessageCreateBuilder()
                .useComponentsV2()
                .setComponents(components)
                .setFiles(files)
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .mentionUsers(called)
                .build();
    }
}
