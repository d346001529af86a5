package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import picocli.CommandLine;

/** The commands by which an operator looks after a service, whether it runs or not. */
final class OperatorCommands {
    private OperatorCommands() {}

    /** @param looking reads the files of pictures, in the process of whoever names them */
    static void add(CommandLine program, Terminal terminal, PictureFile looking, StoreAccess access) {
        program.addSubcommand(new CommandLine(new QuotaCommand(terminal))
                        .addSubcommand(new QuotaShowCommand(terminal, access))
                        .addSubcommand(new QuotaSetCommand(terminal, access))
                        .addSubcommand(new QuotaResetCommand(terminal, access)))
                .addSubcommand(new BanCommand(terminal, access))
                .addSubcommand(new BlockCommand(terminal, looking, access))
                .addSubcommand(new UnblockCommand(terminal, looking, access))
                .addSubcommand(new PauseCommand(terminal, access))
                .addSubcommand(new CommandLine(new JobsCommand(terminal))
                        .addSubcommand(new JobsListCommand(terminal, access))
                        .addSubcommand(new JobsShowCommand(terminal, access))
                        .addSubcommand(new JobsCancelCommand(terminal, access))
                        .addSubcommand(new JobsRetryCommand(terminal, access))
                        .addSubcommand(new JobsPurgeCommand(terminal, access)))
                .addSubcommand(new AuditCommand(terminal, access))
                .addSubcommand(new BackupCommand(terminal, access));
    }
}
