package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what Reddit calls things. Any value may be missing or null. */
final class Things {
    private static final Pattern POST_IN_CONTEXT = Pattern.compile("^/(?:r|u|user)/[^/]+/comments/([a-z0-9]+)");
    private static final String NOBODY = "[deleted]";
    private static final String REMOVED = "[removed]";
    private static final Set<String> BY_AUTHOR = Set.of("deleted", "author");

    private Things() {}

    /** The data of the things in a listing. */
    static Stream<JsonNode> listed(JsonNode listing) {
        return stream(listing.path("data").path("children"));
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Those of a listing that are of a kind, such as {@code t3}. */
    static <T> List<T> listed(JsonNode listing, String kind, Function<JsonNode, T> reading) {
        return listed(listing)
                .filter(thing -> thing.path("kind").asText("").equals(kind))
                .map(thing -> reading.apply(thing.path("data")))
                .toList();
    }

    static Instant time(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.asLong(0));
    }

    static String text(JsonNode data, String field) {
        return data.path(field).asText("");
    }

    private static boolean truth(JsonNode data, String field) {
        return data.path(field).asBoolean(false);
    }

    private static String person(JsonNode data) {
        String name = text(data, "author");
        return name.equals(NOBODY) ? "" : name;
    }

    static Account account(JsonNode data) {
        long karma = data.path("total_karma")
                .asLong(data.path("link_karma").asLong(0)
                        + data.path("comment_karma").asLong(0));
        return new Account(text(data, "name"), "t2_" + text(data, "id"), time(data.path("created_utc")), karma);
    }

    static Author author(JsonNode data) {
        return new Author(
                text(data, "name"),
                time(data.path("created_utc")),
                data.path("comment_karma").asLong(0),
                data.path("link_karma").asLong(0));
    }

    static InboxItem inboxItem(JsonNode data) {
        Matcher context = POST_IN_CONTEXT.matcher(text(data, "context"));
        return new InboxItem(
                text(data, "name"),
                text(data, "subject"),
                text(data, "type"),
                truth(data, "was_comment"),
                person(data),
                text(data, "subreddit"),
                text(data, "parent_id"),
                context.find() ? "t3_" + context.group(1) : "",
                text(data, "body"),
                time(data.path("created_utc")));
    }

    static Subreddit subreddit(JsonNode data) {
        return new Subreddit(
                text(data, "display_name"),
                text(data, "name"),
                truth(data, "user_is_banned"),
                truth(data, "user_is_muted"),
                truth(data, "user_is_moderator"),
                truth(data, "over18"),
                data.path("allow_images").asBoolean(true)
                        && !text(data, "submission_type").equals("self"),
                stream(data.path("allowed_media_in_comments"))
                        .anyMatch(media -> media.asText("").equals("static")),
                truth(data, "wiki_enabled"),
                text(data, "subreddit_type"),
                truth(data, "quarantine"));
    }

    static WikiPage wikiPage(JsonNode data) {
        return new WikiPage(
                text(data, "content_md"),
                data.path("revision_id").asText(text(data, "revision_date")),
                text(data.path("revision_by").path("data"), "name"),
                time(data.path("revision_date")));
    }

    static Comment comment(JsonNode data) {
        String body = text(data, "body");
        String author = person(data);
        boolean removed = body.equals(REMOVED) || isRemoved(data);
        return new Comment(
                text(data, "name"),
                author,
                text(data, "author_fullname"),
                text(data, "subreddit"),
                text(data, "parent_id"),
                text(data, "link_id"),
                body,
                time(data.path("created_utc")),
                removed,
                !removed && (author.isEmpty() || body.equals(NOBODY)),
                !text(data, "distinguished").isEmpty(),
                text(data, "author_flair_text"),
                inText(data),
                text(data, "permalink"));
    }

    private static boolean isRemoved(JsonNode data) {
        String category = text(data, "removed_by_category");
        return (!category.isEmpty() && !BY_AUTHOR.contains(category)) || isMarkedRemoved(data);
    }

    /** Only moderators see these, and what they removed looks as before otherwise. */
    private static boolean isMarkedRemoved(JsonNode data) {
        String by = text(data, "banned_by");
        return truth(data, "removed") || !(by.isEmpty() || by.equals("null") || by.equals("false"));
    }

    static Post post(JsonNode data) {
        String author = person(data);
        boolean removed = isRemoved(data);
        JsonNode original = data.path("crosspost_parent_list").path(0);
        JsonNode source = original.isObject() ? original : data;
        boolean unprocessed = false;
        List<PostPicture> pictures = new ArrayList<>();
        boolean gallery = isGallery(source) || isGallery(data);
        if (gallery) {
            JsonNode metadata = source.path("media_metadata").isObject() ? source : data;
            JsonNode items = source.path("gallery_data").path("items").isArray() ? source : data;
            for (JsonNode item : items.path("gallery_data").path("items")) {
                JsonNode medium = metadata.path("media_metadata").path(text(item, "media_id"));
                // right after posting nothing is known of a picture, or that it is not ready
                unprocessed |= !medium.isObject() || text(medium, "status").equals("unprocessed");
                medium(medium).ifPresent(pictures::add);
            }
        } else {
            pictures.addAll(inText(source));
            gallery = !pictures.isEmpty();
            if (!gallery) {
                pictures.addAll(ways(source));
            }
        }
        return new Post(
                text(data, "name"),
                author,
                text(data, "author_fullname"),
                text(data, "subreddit"),
                text(data, "title"),
                link(source),
                time(data.path("created_utc")),
                truth(data, "over_18") || truth(source, "over_18"),
                truth(data, "spoiler") || truth(source, "spoiler"),
                truth(data, "locked"),
                truth(data, "archived"),
                truth(data, "quarantine"),
                isVideo(source) || isVideo(data),
                removed,
                !removed && (author.isEmpty() || BY_AUTHOR.contains(text(data, "removed_by_category"))),
                text(data, "link_flair_text"),
                text(data, "permalink"),
                gallery,
                pictures,
                unprocessed && !removed);
    }

    private static boolean isGallery(JsonNode data) {
        return truth(data, "is_gallery") || data.path("gallery_data").isObject();
    }

    private static boolean isVideo(JsonNode data) {
        return truth(data, "is_video") || text(data, "post_hint").endsWith(":video");
    }

    private static String link(JsonNode data) {
        return data.path("url_overridden_by_dest").asText(text(data, "url"));
    }

    /** Ways to the one picture of a post. */
    private static List<PostPicture> ways(JsonNode data) {
        List<PostPicture> ways = new ArrayList<>();
        JsonNode source = data.path("preview").path("images").path(0).path("source");
        Optional<PostPicture> preview = picture(source, "url", "width", "height");
        String link = truth(data, "is_self") ? "" : link(data);
        if (host(link).equals("i.redd.it")) {
            ways.add(new PostPicture(
                    link,
                    preview.map(PostPicture::width).orElse(0),
                    preview.map(PostPicture::height).orElse(0)));
            preview.ifPresent(ways::add);
        } else {
            preview.ifPresent(ways::add);
            if (!link.isEmpty()) {
                ways.add(new PostPicture(link, 0, 0));
            }
        }
        return ways;
    }

    private static String host(String link) {
        try {
            return Optional.ofNullable(URI.create(link).getHost()).orElse("");
        } catch (IllegalArgumentException damaged) {
            return "";
        }
    }

    /** Pictures that stand in the text of a post or comment, in its order. */
    private static List<PostPicture> inText(JsonNode data) {
        String text = text(data, "body") + text(data, "selftext");
        return data.path("media_metadata").properties().stream()
                .filter(medium -> !medium.getKey().contains("|")) // emotes and animations of others
                .sorted(Comparator.comparingInt(medium -> text.indexOf(medium.getKey())))
                .map(Map.Entry::getValue)
                .flatMap(medium -> medium(medium).stream())
                .toList();
    }

    private static Optional<PostPicture> medium(JsonNode medium) {
        JsonNode largest = medium.path("s");
        return text(medium, "status").equals("valid")
                ? picture(largest, "u", "x", "y").or(() -> picture(largest, "gif", "x", "y"))
                : Optional.empty();
    }

    private static Optional<PostPicture> picture(JsonNode node, String url, String width, String height) {
        return Optional.of(text(node, url))
                .filter(address -> !address.isEmpty())
                .map(address -> new PostPicture(
                        address, node.path(width).asInt(0), node.path(height).asInt(0)));
    }
}
