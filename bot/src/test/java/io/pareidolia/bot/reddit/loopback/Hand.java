package io.pareidolia.bot.reddit.loopback;

import java.util.Arrays;
import java.util.List;

/** What a person does. It can do what Reddit lets people do, and no more: only moderators moderate. */
public final class Hand {
    private final World world;
    private final Redditor person;

    Hand(World world, Redditor person) {
        this.world = world;
        this.person = person;
    }

    public Redditor person() {
        return person;
    }

    /** Posts a picture, which lies at i.redd.it. */
    public LoopbackPost post(LoopbackSubreddit subreddit, String title, byte[] picture) {
        return post(subreddit, LoopbackPost.Kind.IMAGE, title, "", List.of(kept(picture)));
    }

    /** Posts several pictures. */
    public LoopbackPost gallery(LoopbackSubreddit subreddit, String title, byte[]... pictures) {
        return post(
                subreddit,
                LoopbackPost.Kind.GALLERY,
                title,
                "",
                Arrays.stream(pictures).map(this::kept).toList());
    }

    /** Posts a text. */
    public LoopbackPost write(LoopbackSubreddit subreddit, String title, String text) {
        return post(subreddit, LoopbackPost.Kind.TEXT, title, text, List.of());
    }

    /** Posts a link of which Reddit knows no picture. */
    public LoopbackPost link(LoopbackSubreddit subreddit, String title, String url) {
        return post(subreddit, LoopbackPost.Kind.LINK, title, url, List.of());
    }

    /** Posts a link to a page of which Reddit shows this picture in {@code preview}. */
    public LoopbackPost link(LoopbackSubreddit subreddit, String title, String url, byte[] preview) {
        return post(subreddit, LoopbackPost.Kind.LINK, title, url, List.of(kept(preview)));
    }

    /** Posts a link to a picture at a host like i.imgur.com, of which Reddit tells nothing. */
    public LoopbackPost linkToPicture(LoopbackSubreddit subreddit, String title, byte[] picture) {
        return link(subreddit, title, world.pictures().linkElsewhere(kept(picture)));
    }

    /** Posts a video. */
    public LoopbackPost video(LoopbackSubreddit subreddit, String title) {
        return post(subreddit, LoopbackPost.Kind.VIDEO, title, "", List.of());
    }

    /** Posts a post of elsewhere once more. */
    public LoopbackPost crosspost(LoopbackSubreddit subreddit, String title, LoopbackPost original) {
        synchronized (world) {
            return world.add(new LoopbackPost(
                    person, subreddit, LoopbackPost.Kind.LINK, title, original.url(), List.of(), original));
        }
    }

    private LoopbackPost post(
            LoopbackSubreddit subreddit,
            LoopbackPost.Kind kind,
            String title,
            String words,
            List<LoopbackPicture> pictures) {
        synchronized (world) {
            check(!subreddit.isBanned(person), person + " is banned from " + subreddit);
            return world.add(new LoopbackPost(person, subreddit, kind, title, words, pictures, null));
        }
    }

    private LoopbackPicture kept(byte[] bytes) {
        return world.pictures().keep(bytes);
    }

    /** Writes under a post or a comment; who is named in it, and whom it answers, hears of it. */
    public LoopbackComment comment(LoopbackThing under, String text) {
        return comment(under, Writing.of(text));
    }

    /** Writes a comment with a picture in it. */
    public LoopbackComment comment(LoopbackThing under, String text, byte[] picture) {
        LoopbackPicture kept = kept(picture);
        return comment(under, new Writing("![img](" + kept.id() + ")\n\n" + text, null, List.of(kept)));
    }

    private LoopbackComment comment(LoopbackThing under, Writing writing) {
        synchronized (world) {
            check(!under.isDeleted(), under + " is deleted");
            check(!under.post().isLocked() || moderates(under), under.post() + " is locked");
            check(!under.subreddit().isBanned(person), person + " is banned from " + under.subreddit());
            return world.write(person, under, writing);
        }
    }

    /** Writes a comment that begins with the bot's name. */
    public LoopbackComment mention(LoopbackThing under, String words) {
        return comment(under, "u/" + world.bot().name() + " " + words);
    }

    /** Changes one's own comment, of which nobody hears. */
    public void edit(LoopbackComment comment, String text) {
        synchronized (world) {
            check(comment.author() == person, comment + " is not of " + person);
            comment.edit(text);
            world.notifyAll();
        }
    }

    /** Deletes one's own post or comment. */
    public void delete(LoopbackThing thing) {
        synchronized (world) {
            check(thing.author() == person, thing + " is not of " + person);
            thing.delete();
            world.notifyAll();
        }
    }

    /** As a moderator. */
    public void remove(LoopbackThing thing) {
        synchronized (world) {
            check(moderates(thing), person + " does not moderate " + thing.subreddit());
            thing.remove(person);
            world.notifyAll();
        }
    }

    /** Takes back that it was removed. */
    public void approve(LoopbackThing thing) {
        synchronized (world) {
            check(moderates(thing), person + " does not moderate " + thing.subreddit());
            thing.approve();
            world.notifyAll();
        }
    }

    private boolean moderates(LoopbackThing thing) {
        return thing.subreddit().isModerator(person);
    }

    /** Bans the bot, which gets a message of it. */
    public void ban(LoopbackSubreddit subreddit) {
        synchronized (world) {
            moderate(subreddit);
            subreddit.ban(world.bot(), true);
            world.send(
                    null,
                    subreddit,
                    world.bot(),
                    "You've been permanently banned from participating in " + subreddit,
                    "You have been permanently banned from participating in " + subreddit + ".");
        }
    }

    /** Lets the bot in again. */
    public void unban(LoopbackSubreddit subreddit) {
        synchronized (world) {
            moderate(subreddit);
            subreddit.ban(world.bot(), false);
        }
    }

    /** The bot cannot write to the moderators. */
    public void mute(LoopbackSubreddit subreddit, boolean on) {
        synchronized (world) {
            moderate(subreddit);
            subreddit.mute(world.bot(), on);
        }
    }

    /** Invites the bot to moderate, which gets a message of it. */
    public Notice invite(LoopbackSubreddit subreddit) {
        synchronized (world) {
            moderate(subreddit);
            subreddit.invite(world.bot(), true);
            return world.send(
                    null,
                    subreddit,
                    world.bot(),
                    "invitation to moderate /" + subreddit,
                    "**gadzooks! you are invited to become a moderator of [/" + subreddit + "](/" + subreddit + ")!**");
        }
    }

    /** Ends that the bot moderates there. */
    public void dismiss(LoopbackSubreddit subreddit) {
        synchronized (world) {
            moderate(subreddit);
            subreddit.dismisses(world.bot());
        }
    }

    /** Writes a wiki page. */
    public WikiRevision editWiki(LoopbackSubreddit subreddit, String page, String text) {
        synchronized (world) {
            check(subreddit.wiki().revises(person, page), person + " may not edit " + page + " of " + subreddit);
            WikiRevision revision = subreddit.wiki().write(person, page, text, null);
            world.notifyAll();
            return revision;
        }
    }

    /** Answers what the bot wrote to the moderators, which brings it a message. */
    public void reply(ModmailConversation conversation, String text) {
        synchronized (world) {
            moderate(conversation.subreddit());
            conversation.write(person, text);
            world.send(null, conversation.subreddit(), world.bot(), "re: " + conversation.subject(), text);
        }
    }

    private void moderate(LoopbackSubreddit subreddit) {
        check(subreddit.isModerator(person), person + " does not moderate " + subreddit);
    }

    /** Writes the bot a message. */
    public Notice message(String subject, String text) {
        return world.send(person, null, world.bot(), subject, text);
    }

    /** Does not want to hear from the bot. */
    public void block() {
        person.block(world.bot());
    }

    private static void check(boolean may, String why) {
        if (!may) {
            throw new IllegalStateException(why);
        }
    }
}
