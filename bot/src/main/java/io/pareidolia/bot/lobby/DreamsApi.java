package io.pareidolia.bot.lobby;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.dream.RecipeText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asking for dreams, looking at them and ending them, by HTTP. */
final class DreamsApi {
    private static final Logger LOG = LoggerFactory.getLogger(DreamsApi.class);
    /** More at once would keep all threads waiting for slow sites. */
    private static final int INTAKES_AT_ONCE = 16;

    private static final int LONGEST_LINK = 2_000;
    private static final int LONGEST_KEY = 200;
    private static final Duration SOON = Duration.ofSeconds(5);
    /** What a browser may show as what it says it is. */
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/webp");

    private static final Set<JobState> BEFORE_THE_END =
            EnumSet.of(JobState.RECEIVED, JobState.QUEUED, JobState.DREAMING);

    private final LobbyServices services;
    private final Dreams dreams;
    private final LobbyKey key;
    private final Path folder;
    private final long maxBytes;
    private final SecureRandom random;
    private final Clock clock;
    private final Semaphore intakes = new Semaphore(INTAKES_AT_ONCE);

    /** @param folder for uploads on their way */
    DreamsApi(
            LobbyServices services,
            Dreams dreams,
            LobbyKey key,
            Path folder,
            long maxBytes,
            SecureRandom random,
            Clock clock) {
        this.services = services;
        this.dreams = dreams;
        this.key = key;
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.random = random;
        this.clock = clock;
    }

    /** What whoever asks is told. */
    private record Accepted(
            String id, @Nullable Integer place, @Nullable Long eta, String secret) {}

    void post(Context context) {
        if (context.req().getContentLengthLong() > maxBytes + Lobby.FORM_BYTES) {
            throw tooLarge();
        }
        if (!context.isMultipartFormData() && !context.isFormUrlencoded()) {
            throw Problem.of(415, "Send a form (multipart/form-data) with a picture or a url.");
        }
        if (!intakes.tryAcquire()) {
            throw Problem.passing(503, "Too many pictures come in at this moment; try again.", SOON);
        }
        try {
            readForm(context);
            Decided decided = services.decide().apply(received(context).id());
            if (decided instanceof Decided.Refused refused) {
                throw Problem.of(refused.refusal(), clock);
            }
            accept(context, decided.job());
        } catch (IOException broken) {
            LOG.warn("An upload could not be kept", broken);
            throw noRoom();
        } finally {
            intakes.release();
        }
    }

    private void accept(Context context, Job job) {
        Optional<Place> place = dreams.place(job);
        context.status(202).header("Location", Dreams.address(job.id()));
        Json.send(
                context,
                new Accepted(
                        job.id().text(),
                        place.map(Place::place).orElse(null),
                        place.flatMap(Dreams::seconds).orElse(null),
                        key.secretOf(job.id())));
    }

    private Job received(Context context) throws IOException {
        Visitor visitor = Visitor.of(context);
        String recipe = field(context, "recipe").orElse("");
        if (recipe.length() > RecipeText.LONGEST) {
            throw Problem.of(422, "A recipe has at most " + RecipeText.LONGEST + " characters.");
        }
        Received received = new Received(
                externalId(context, visitor),
                new Asker(LobbyFront.NAME, LobbyFront.NAME, visitor.member()),
                List.of(),
                false,
                new Wish(recipe, source(context)),
                "",
                Optional.empty());
        Jobs.Receipt receipt = services.receive().apply(received);
        return receipt.job();
    }

    private String externalId(Context context, Visitor visitor) {
        String named = context.header("Idempotency-Key");
        if (named == null || named.isBlank()) {
            return JobId.random(random).text();
        } else if (named.length() > LONGEST_KEY) {
            throw Problem.of(422, "An Idempotency-Key has at most " + LONGEST_KEY + " characters.");
        }
        return key.requestOf(visitor.member(), named);
    }

    private Wish.Source source(Context context) throws IOException {
        Optional<UploadedFile> picture = uploaded(context);
        Optional<String> url = field(context, "url");
        Optional<String> of = field(context, "of");
        long said =
                List.of(picture, url, of).stream().filter(Optional::isPresent).count();
        if (said != 1) {
            throw Problem.of(
                    422,
                    said == 0
                            ? "There is no picture; send one as picture, or a link to one as url."
                            : "Send either a picture, or a url, or of, not several of them.");
        } else if (picture.isPresent()) {
            return kept(picture.get());
        } else if (url.isPresent()) {
            if (url.get().length() > LONGEST_LINK) {
                throw Problem.of(422, "That link is too long; post the picture itself.");
            }
            return new Wish.Source.Link(url.get());
        }
        return ofDream(context, of.orElseThrow());
    }

    /** A later dream on a picture of an earlier one. The original is given to nobody but whoever brought it. */
    private Wish.Source ofDream(Context context, String id) {
        Job earlier = dreams.job(id).orElseThrow(() -> Problem.of(422, "There is no such dream to go on from."));
        String role = field(context, "role").orElse(JobPicture.DREAM);
        return switch (role) {
            case JobPicture.DREAM -> new Wish.Source.OfJob(earlier.id(), role);
            case JobPicture.SOURCE -> {
                if (!key.isSecretOf(earlier.id(), field(context, "secret").orElse(""))) {
                    throw Problem.of(403, "Only whoever brought that picture may dream on it again.");
                }
                yield new Wish.Source.OfJob(earlier.id(), role);
            }
            default -> throw Problem.of(422, "The role is source or dream.");
        };
    }

    private Wish.Source kept(UploadedFile picture) throws IOException {
        if (picture.size() > maxBytes) {
            throw tooLarge();
        }
        try (InputStream content = picture.content();
                Upload upload = Upload.of(content, folder)) {
            if (!services.pictures().hasRoomFor(picture.size())) {
                throw noRoom();
            }
            return new Wish.Source.Kept(services.pictures().keep(JobPicture.SOURCE, upload.file(), upload.mediaType()));
        }
    }

    /** The file of the form. A form without one has a part of no bytes and no name where a browser sends it. */
    private static Optional<UploadedFile> uploaded(Context context) {
        return context.isMultipartFormData()
                ? Optional.ofNullable(context.uploadedFile("picture")).filter(file -> file.size() > 0)
                : Optional.empty();
    }

    /** Takes in the form, its file into a file of the server's. */
    private void readForm(Context context) {
        try {
            context.formParamMap();
        } catch (Exception broken) {
            LOG.debug("A form could not be read", broken);

            boolean large = Stream.iterate((Throwable) broken, Objects::nonNull, Throwable::getCause)
                    .anyMatch(DreamsApi::isTooLarge);
            throw large ? tooLarge() : Problem.of(400, "That form cannot be read; check that it is sent whole.");
        }
    }

    private static boolean isTooLarge(Throwable cause) {
        return cause instanceof HttpException http
                ? http.getCode() == 413
                : cause instanceof IllegalStateException
                        && String.valueOf(cause.getMessage()).contains("max");
    }

    private static Optional<String> field(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Problem tooLarge() {
        return Problem.of(413, "That picture is too large; " + maxBytes / 1_000_000 + " MB is the most.");
    }

    private static Problem noRoom() {
        return Problem.passing(503, "There is no room for a picture here at the moment; try again later.", SOON);
    }

    void get(Context context) {
        Json.send(context, dreams.view(job(context)));
    }

    void picture(Context context) throws IOException {
        Job job = dreams.shown(context.pathParam("id")).orElseThrow(Problem::noSuchDream);
        JobPicture picture = dreams.picture(job)
                .orElseThrow(() -> Problem.of(
                        404,
                        job.state() == JobState.ANSWERED
                                ? "That picture is not kept any more."
                                : "There is no picture yet."));
        String tag = "\"" + picture.sha256() + "\"";
        // asked for again each time, because it may have been deleted
        context.header("Cache-Control", "private, no-cache").header("ETag", tag);
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
            return;
        }
        Pictures.Opened opened;
        try {
            opened = services.pictures().open(picture.sha256());
        } catch (NoSuchFileException gone) {
            throw Problem.of(404, "That picture is not kept any more.");
        }
        String ending = picture.mediaType().replaceFirst(".*/", "").replace("jpeg", "jpg");
        context.header("Content-Length", String.valueOf(picture.bytes()))
                .header(
                        "Content-Disposition",
                        "inline; filename=\"dream-" + job.id().text() + "." + ending + "\"")
                .contentType(SHOWN.contains(picture.mediaType()) ? picture.mediaType() : "application/octet-stream")
                .disableCompression()
                .result(stream(opened));
    }

    private static InputStream stream(Pictures.Opened opened) throws IOException {
        return new FilterInputStream(Files.newInputStream(opened.file())) {
            @Override
            public void close() throws IOException {
                try (opened) {
                    super.close();
                }
            }
        };
    }

    void preview(Context context) {
        Job job = job(context);
        Optional<byte[]> preview = services.previews().latest(job.id());
        if (preview.isEmpty()) {
            if (!BEFORE_THE_END.contains(job.state())) {
                throw Problem.of(404, "That dream has ended, and with it its previews.");
            }
            context.status(204);
            return;
        }
        context.contentType("image/jpeg").disableCompression().result(preview.get());
    }

    void delete(Context context) {
        Optional<Job> job = dreams.job(context.pathParam("id"));
        Optional<String> secret = Bearer.token(context.header("Authorization"));
        // the same answer for a dream that is not there: nobody learns whether it is
        Job own = job.filter(found ->
                        secret.filter(said -> key.isSecretOf(found.id(), said)).isPresent())
                .orElseThrow(() -> Problem.of(403, "Only whoever asked for a dream may delete it."));
        services.jobs().cancel(own.id(), "You did not want it any more.");
        services.forget().accept(own.id());
        context.status(204);
    }

    Job job(Context context) {
        return dreams.job(context.pathParam("id")).orElseThrow(Problem::noSuchDream);
    }
}
