package io.pareidolia.bot;

import io.pareidolia.bot.settings.SettingsException;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Whatever goes wrong becomes one sentence and an exit code. A person never sees a stack trace; whoever looks for a
 * fault in the program sets {@value Main#TRACE} and finds it in the log.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        LOG.debug("the command line is not understood", failure);
        terminal.say(usage(failure));
        return ExitCode.INPUT;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure);
    }

    /** Says what went wrong, and gives the exit code for it. */
    int tell(Throwable failure) {
        if (failure instanceof SettingsException wrong) {
            wrong.problems().forEach(terminal::say);
        } else {
            terminal.say(sentence(failure));
        }
        return exitCode(failure);
    }

    /** What went wrong, in one sentence for a person. */
    static String sentence(Throwable failure) {
        LOG.debug("what went wrong", failure);
        if (failure instanceof DreamException || failure instanceof SettingsException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof OutOfMemoryError) {
            return "There is not enough memory for this: take a smaller size=, or give Java more with -Xmx.";
        }
        if (failure instanceof InvalidPathException name) {
            return "The file name " + name.getInput()
                    + " cannot be said in this locale; set LC_ALL=C.UTF-8 and try again.";
        }
        String message = failure.getMessage();
        String what = failure.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
        return "Something went wrong inside Pareidolia (" + what + "); set " + Main.TRACE
                + "=1 and run it again to see where.";
    }

    static int exitCode(Throwable failure) {
        if (failure instanceof InvalidPathException || failure instanceof SettingsException) {
            return ExitCode.INPUT;
        }
        return failure instanceof DreamException known ? ExitCode.of(known.kind()) : ExitCode.MACHINE;
    }

    private static String usage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(command, unmatched.getUnmatched().get(0));
        }
        if (failure instanceof OverwrittenOptionException twice) {
            return "Say " + name(twice.getOverwritten()) + " once.";
        }
        if (failure instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return name(option) + " needs a value, as in " + name(option) + " " + option.paramLabel() + ".";
        }
        String message = String.valueOf(failure.getMessage());
        return message + (message.endsWith(".") ? "" : ".") + " Try "
                + command.getCommandSpec().qualifiedName() + " --help.";
    }

    private static String name(CommandLine.Model.ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String unmatched(CommandLine command, String word) {
        boolean option = word.startsWith("-") && word.length() > 1;
        String bare = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        if (option) {
            String key = bare.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
            if (RecipeKey.names().contains(key)) {
                return "There is no option " + bare + "; in a recipe it is written without dashes, as in " + key
                        + "=….";
            }
            List<String> options = command.getCommandSpec().optionsMap().keySet().stream()
                    .filter(known -> known.startsWith("--"))
                    .toList();
            return "There is no option " + bare + "." + NearestWords.question(bare, options);
        }
        List<String> commands = List.copyOf(command.getSubcommands().keySet());
        if (commands.isEmpty()) {
            return "\"" + word + "\" is one word too many for "
                    + command.getCommandSpec().qualifiedName() + ".";
        }
        String name = command.getCommandSpec().qualifiedName();
        if (commands.contains(DreamCommand.NAME) && Files.exists(Path.of(word))) {
            return "There is no command \"" + word + "\"; to dream this photo: " + name + " " + DreamCommand.NAME + " "
                    + word;
        }
        return "There is no command \"" + word + "\"." + NearestWords.question(word, commands);
    }
}
