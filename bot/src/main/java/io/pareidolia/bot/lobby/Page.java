package io.pareidolia.bot.lobby;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page and its parts, made on the server. */
final class Page {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Page.class.getClassLoader(), Page.class.getPackageName() + ".page");

    private final Dreams dreams;
    private final LookShelf shelf;
    private final Looks looks;
    private final Assets assets;
    private final Gate gate;
    private final long maxBytes;

    Page(Dreams dreams, LookShelf shelf, Looks looks, Assets assets, Gate gate, long maxBytes) {
        this.dreams = dreams;
        this.shelf = shelf;
        this.looks = looks;
        this.assets = assets;
        this.gate = gate;
        this.maxBytes = maxBytes;
    }

    /** The page itself, with the recipe of its address. */
    void get(Context context) {
        PageView page = new PageView(assets::address, recipe(context), shelf.looks(), maxBytes);
        send(context, "page.jte", Map.of("page", page));
    }

    /** What it says of one dream. */
    void panel(Context context) {
        PanelView panel = dreams.job(context.pathParam("id"))
                .map(dreams::view)
                .map(PanelView::new)
                .orElseThrow(Problem::noSuchDream);
        send(context, "panel.jte", Map.of("panel", panel));
    }

    /** A page of its own for a dream that somebody links to. */
    void shown(Context context) {
        PanelView panel = dreams.shown(context.pathParam("id"))
                .map(dreams::view)
                .map(PanelView::new)
                .orElseThrow(Problem::noSuchDream);
        send(
                context,
                "shown.jte",
                Map.of("page", new PageView(assets::address, "", List.of(), maxBytes), "panel", panel));
    }

    /** What it says of a recipe while that is typed: a sentence, or nothing if it is fine. */
    void check(Context context) {
        send(context, "check.jte", Map.of("sentence", objection(recipe(context)).orElse("")));
    }

    private Optional<String> objection(String recipe) {
        try {
            RecipeWish wish = RecipeText.parse(recipe);
            List<String> networks = shelf.networkNames();
            Optional<String> network = wish.get(RecipeKey.NETWORK).filter(name -> !networks.contains(name));
            Optional<String> look = wish.get(RecipeKey.LOOK)
                    .filter(name -> !wish.asksForSheet() && !looks.names().contains(name));
            return network.map(name -> "There is no network " + name + " here." + NearestWords.question(name, networks))
                    .or(() -> look.map(
                            name -> "There is no look " + name + "." + NearestWords.question(name, looks.names())));
        } catch (DreamException wrong) {
            return Optional.ofNullable(wrong.getMessage());
        }
    }

    private static String recipe(Context context) {
        return Optional.ofNullable(context.queryParam("recipe")).orElse("");
    }

    /** Takes the password. */
    void enter(Context context) {
        String password = Optional.ofNullable(context.formParam("password")).orElse("");
        if (!gate.enter(context, password)) {
            entrance(context, "That is not the password.");
            return;
        }
        String recipe = Optional.ofNullable(context.formParam("recipe")).orElse("");
        context.status(303)
                .header(
                        "Location",
                        recipe.isEmpty() ? "/" : "/?recipe=" + URLEncoder.encode(recipe, StandardCharsets.UTF_8));
    }

    /** Asks for the password. */
    void entrance(Context context, String sentence) {
        context.status(401);
        send(
                context,
                "enter.jte",
                Map.of(
                        "page",
                        new PageView(assets::address, recipe(context), List.of(), maxBytes),
                        "sentence",
                        sentence));
    }

    /** Says why something is not there to be seen. */
    void problem(Context context, Problem problem) {
        send(
                context,
                "problem.jte",
                Map.of("page", new PageView(assets::address, "", List.of(), maxBytes), "sentence", problem.sentence()));
    }

    private void send(Context context, String template, Map<String, Object> values) {
        StringOutput out = new StringOutput();
        templates.render(template, values, out);
        context.contentType("text/html; charset=utf-8").result(out.toString());
    }
}
