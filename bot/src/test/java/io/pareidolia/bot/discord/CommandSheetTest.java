package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import java.util.EnumSet;
import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import org.junit.jupiter.api.Test;

/** Discord takes the commands, and they are known again when it tells of them. */
class CommandSheetTest {
    @Test
    void whatDiscordTellsIsWhatItWasTold() throws InterruptedException {
        try (LoopbackDiscord discord = LoopbackDiscord.start()) {
            discord.guild("Dreamers");
            ShardManager bot = DefaultShardManagerBuilder.createLight(
                            LoopbackDiscord.TOKEN, EnumSet.noneOf(GatewayIntent.class))
                    .setRestConfig(new RestConfig().setBaseUrl(discord.apiUrl()))
                    .build();
            JDA jda = bot.getShards().get(0).awaitReady();
            jda.updateCommands().addCommands(CommandSheet.all()).complete();
            List<Command> told = jda.retrieveCommands(true).complete();
            for (CommandData wanted : CommandSheet.all()) {
                assertThat(told)
                        .filteredOn(command -> command.getName().equals(wanted.getName()))
                        .singleElement()
                        .satisfies(command -> assertThat(CommandData.fromCommand(command)
                                        .toData()
                                        .toString())
                                .isEqualTo(wanted.toData().toString()));
            }
            bot.shutdown();
        }
    }
}
