package io.pareidolia.bot.settings;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings that are words. */
sealed interface WordForm<T> extends SettingForm<T> {
    /** Characters that neither a terminal nor an editor shows. */
    Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private static boolean visible(String text) {
        return !text.isBlank() && !INVISIBLE.matcher(text).find();
    }

    private static boolean isV6(String text) {
        try {
            return text.indexOf(':') >= 0
                    && InetAddress.getByName("[" + text + "]") != null; // in brackets nothing is looked up
        } catch (UnknownHostException malformed) {
            return false;
        }
    }

    /** Yes or no. */
    record Truth() implements WordForm<Boolean> {
        @Override
        public Optional<Boolean> read(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public Object plain(Boolean value) {
            return value;
        }

        @Override
        public String range() {
            return "true or false";
        }
    }

    /** One of a few words, each the name of a constant in lower case. */
    record Choice<E extends Enum<E>>(List<E> values) implements WordForm<E> {
        @Override
        public Optional<E> read(String text) {
            return values.stream()
                    .filter(value -> value.name().equalsIgnoreCase(text))
                    .findFirst();
        }

        @Override
        public Object plain(E value) {
            return word(value);
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String range() {
            List<String> words = values.stream().map(Choice::word).toList();
            int last = words.size() - 1;
            return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
        }
    }

    /**
     * Text of one shape.
     *
     * @param range says the shape for people
     * @param quotable false if people put secrets there by mistake
     */
    record Text(Pattern shape, String range, boolean quotable) implements WordForm<String> {
        static Text of(String shape, String range) {
            return new Text(Pattern.compile(shape), range, true);
        }

        @Override
        public Optional<String> read(String text) {
            return Optional.of(text).filter(WordForm::visible).filter(shape.asMatchPredicate());
        }

        @Override
        public Object plain(String value) {
            return value;
        }
    }

    /** A file or folder; {@code ~/} begins one in the user's home. In the program it is absolute. */
    record Place() implements WordForm<Path> {
        private static final String HOME = "~/";

        private static Path home() {
            return Path.of(System.getProperty("user.home", ".")).toAbsolutePath();
        }

        @Override
        public Optional<Path> read(String text) {
            if (!visible(text)) {
                return Optional.empty();
            }
            try {
                Path path = text.startsWith(HOME) ? home().resolve(text.substring(HOME.length())) : Path.of(text);
                return Optional.of(path.toAbsolutePath().normalize());
            } catch (InvalidPathException impossible) {
                return Optional.empty();
            }
        }

        @Override
        public Object plain(Path value) {
            Path home = home();
            boolean below = home.getNameCount() > 0 && value.startsWith(home) && !value.equals(home);
            String text = below ? HOME + home.relativize(value) : value.toString();
            // blanks around a value are no part of it; those of a name are
            return text.equals(text.strip()) ? text : text + "/";
        }

        @Override
        public String range() {
            return "a path";
        }
    }

    /** Where a server is: scheme, host and perhaps port, with neither path nor password. */
    record Site(List<String> schemes) implements WordForm<URI> {
        private static final int LAST_PORT = 65_535;

        @Override
        public Optional<URI> read(String text) {
            try {
                URI address = new URI(text);
                String path = String.valueOf(address.getRawPath());
                boolean bare = address.getScheme() != null
                        && address.getHost() != null
                        && address.getPort() <= LAST_PORT
                        && address.getRawUserInfo() == null
                        && address.getRawQuery() == null
                        && address.getRawFragment() == null
                        && (path.isEmpty() || path.equals("/"));
                return bare && schemes.contains(address.getScheme().toLowerCase(Locale.ROOT))
                        ? Optional.of(address.resolve("/"))
                        : Optional.empty();
            } catch (URISyntaxException malformed) {
                return Optional.empty();
            }
        }

        @Override
        public Object plain(URI value) {
            return value.toString();
        }

        @Override
        public String range() {
            return "an address such as " + schemes.get(0) + "://host.example:3128, with neither path nor password";
        }

        @Override
        public boolean quotable() {
            return false;
        }
    }

    /** A machine's name or address, without port. */
    record HostName() implements WordForm<String> {
        private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]+");

        @Override
        public Optional<String> read(String text) {
            return SHAPE.matcher(text).matches() || isV6(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public Object plain(String value) {
            return value;
        }

        @Override
        public String range() {
            return "a name or an address, without port";
        }
    }

    /** Where an interface is found: an address with a path, which ends with a slash when it is used. */
    record Address(List<String> schemes) implements WordForm<URI> {
        @Override
        public Optional<URI> read(String text) {
            try {
                URI address = new URI(text.endsWith("/") ? text : text + "/");
                boolean bare = address.getScheme() != null
                        && address.getHost() != null
                        && address.getRawUserInfo() == null
                        && address.getRawQuery() == null
                        && address.getRawFragment() == null;
                return bare && schemes.contains(address.getScheme().toLowerCase(Locale.ROOT))
                        ? Optional.of(address)
                        : Optional.empty();
            } catch (URISyntaxException malformed) {
                return Optional.empty();
            }
        }

        @Override
        public Object plain(URI value) {
            return value.toString();
        }

        @Override
        public String range() {
            return "an address that begins with " + String.join(":// or ", schemes) + "://";
        }
    }

    /** What Discord calls a server, a channel or a person for ever. */
    record Snowflake() implements WordForm<String> {
        private static final Pattern SHAPE = Pattern.compile("[0-9]{15,20}");

        @Override
        public Optional<String> read(String text) {
            return SHAPE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }

        @Override
        public Object plain(String value) {
            return value;
        }

        @Override
        public String range() {
            return "an id of 15 to 20 digits, which Discord's developer mode copies";
        }
    }

    /** An Internet address, or all addresses that begin with the same bits: {@code 10.0.0.0/8}. */
    record Subnet() implements WordForm<String> {
        private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
        private static final Pattern V4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "(/(3[0-2]|[12]?[0-9]))?");
        private static final Pattern V6 = Pattern.compile("([0-9a-fA-F:.]+)(/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))?");

        @Override
        public Optional<String> read(String text) {
            Matcher six = V6.matcher(text);
            boolean good = V4.matcher(text).matches() || (six.matches() && isV6(six.group(1)));
            return good ? Optional.of(text) : Optional.empty();
        }

        @Override
        public Object plain(String value) {
            return value;
        }

        @Override
        public String range() {
            return "an address such as 192.168.1.2 or a network such as 10.0.0.0/8";
        }
    }

    /** What dreams. */
    record DeviceWord() implements WordForm<Device> {
        @Override
        public Optional<Device> read(String text) {
            try {
                return Optional.of(Device.named(text));
            } catch (DreamException unknown) {
                return Optional.empty();
            }
        }

        @Override
        public Object plain(Device value) {
            return value.toString();
        }

        @Override
        public String range() {
            return "auto, cpu or cuda:0 (or another number)";
        }
    }

    /**
     * What nobody else may read.
     *
     * @param allowed which texts will do
     * @param range says so for people
     */
    record Hidden(Predicate<String> allowed, String range) implements WordForm<Secret> {
        @Override
        public Optional<Secret> read(String text) {
            // the mask comes from a person who fed back what was shown, and would be a password anybody guesses
            return text.isEmpty() || text.equals(Secret.MASK) || !allowed.test(text)
                    ? Optional.empty()
                    : Optional.of(new Secret(text));
        }

        @Override
        public Object plain(Secret value) {
            return Secret.MASK;
        }

        @Override
        public boolean secret() {
            return true;
        }
    }
}
