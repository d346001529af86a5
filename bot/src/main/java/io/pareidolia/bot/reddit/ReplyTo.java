package io.pareidolia.bot.reddit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * Where on Reddit a job is answered, and how: what the store keeps of a summons.
 *
 * @param subreddit its name
 * @param post fullname of the post it is about
 * @param parent fullname of what is answered: the comment that summons, or the post where nobody did
 * @param summoner account of whoever asked
 * @param author account of whoever posted the picture; empty if that is gone
 * @param nsfw whether the picture is marked so
 * @param spoiler whether it is hidden until somebody wants to see it
 * @param understood of what was said, in the recipe language; may be empty
 * @param offered words that were nearly understood
 */
record ReplyTo(
        String subreddit,
        String post,
        String parent,
        String summoner,
        String author,
        boolean nsfw,
        boolean spoiler,
        String understood,
        List<NearMiss> offered) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    ReplyTo {
        offered = List.copyOf(offered);
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ReplyTo of(String text) {
        try {
            return JSON.readValue(text, ReplyTo.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("this is no place on Reddit", damaged);
        }
    }

    /** Whether somebody asked, rather than a rule of the subreddit. */
    boolean isAsked() {
        return !parent.equals(post);
    }
}
