package io.pareidolia.bot.lobby;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitUntilState;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Refusal;
import io.pareidolia.bot.job.Refusal.Reason;
import io.pareidolia.bot.settings.LobbySettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser. Pictures of every state are left in {@code target/screenshots}, for people to look at.
 */
@Timeout(120)
class PageTest {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static Chromium chromium;

    @TempDir
    Path folder;

    private final List<String> foreign = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private StandInService service;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void launch() {
        assumeTrue(Chromium.isThere(), "There is no /usr/bin/chromium: the page is not tried in a browser.");
        chromium = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openService() throws IOException {
        service = new StandInService(folder, StandInService.settings());
    }

    @AfterEach
    void nothingForeignAndNothingWrong() throws InterruptedException {
        if (context != null) {
            context.close();
        }
        service.close();
        assertThat(foreign).as("requests to other places").isEmpty();
        assertThat(complaints).as("complaints of the browser").isEmpty();
    }

    private void open(int width, int height, ColorScheme scheme) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setHasTouch(width < 500)
                        .setIsMobile(width < 500));
        page = context.newPage();
        page.onRequest(request -> {
            if (!request.url().startsWith(service.address())
                    && !request.url().startsWith("blob:" + service.address())) {
                foreign.add(request.url());
            }
        });
        page.onConsoleMessage(message -> {
            // that a request was refused is what some tests are about
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(service.address());
    }

    private void desktop() {
        open(1280, 860, ColorScheme.DARK);
    }

    private void choose(Path photo) {
        page.locator("#file").setInputFiles(photo);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator headline() {
        return page.locator("#dream h2");
    }

    private void dream() {
        button("Dream").click();
    }

    private void isPictured(String state) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(state + ".png"))
                .setFullPage(page.viewportSize().width < 500));
    }

    @Test
    void aPhotoIsDreamedComparedAndTakenAway() throws Exception {
        service.millisPerStep = 150;
        desktop();
        choose(StandInService.EXAMPLE);
        page.getByLabel("shells").check();
        assertThat(page.locator("#recipe")).hasValue("look=shells");
        assertThat(page.url()).endsWith("/?recipe=look%3Dshells");
        dream();
        assertThat(page.locator("#after")).isVisible();
        assertThat(headline()).hasText("Here is your dream");
        assertThat(page.locator("#before")).isVisible();
        page.locator("#cut").focus();
        page.keyboard().press("End");
        assertThat(String.valueOf(page.evaluate("document.getElementById('compare').style.getPropertyValue('--cut')")))
                .isEqualTo("100%");
        var download = page.waitForDownload(() -> page.getByText("Download").click());
        assertThat(Files.readAllBytes(download.path()))
                .isEqualTo(Files.readAllBytes(Path.of("../docs/alpine-dream.jpg")));
        assertThat(download.suggestedFilename()).matches("dream-[0-9a-v]{26}\\.jpg");
        assertThat(page.locator(".recipe-line")).containsText("layer=mixed4#275");
    }

    @Test
    void againStrongerAndDeeperGoOnFromADream() {
        desktop();
        choose(StandInService.EXAMPLE);
        dream();
        assertThat(headline()).hasText("Here is your dream");
        String first = page.locator(".recipe-line").textContent();
        String again = after("Again");
        assertThat(again).isNotEqualTo(first);
        assertThat(withoutSeed(again)).isEqualTo(withoutSeed(first));
        String stronger = after("Stronger");
        assertThat(stronger).isEqualTo(again.replace("step=1.5", "step=2.25"));
        String deeper = after("Deeper");
        assertThat(deeper).isNotEqualTo(stronger);
        assertThat(withoutSeed(deeper)).isEqualTo(withoutSeed(stronger));
        assertThat(page.locator("#before")).isVisible();
    }

    /** The recipe of the dream that a button leads to. */
    private String after(String verb) {
        String former = String.valueOf(page.evaluate("localStorage.getItem('pareidolia.dream')"));
        button(verb).click();
        page.waitForFunction("former => localStorage.getItem('pareidolia.dream') !== former", former);
        assertThat(button("Dream")).isEnabled();
        assertThat(headline()).hasText("Here is your dream");
        return page.locator(".recipe-line").textContent();
    }

    private static String withoutSeed(String recipe) {
        return recipe.replaceAll("seed=[0-9]+", "");
    }

    @Test
    void aDreamThatWaitsIsCancelled() {
        service.working = false;
        service.place = 3;
        desktop();
        choose(StandInService.EXAMPLE);
        dream();
        assertThat(headline()).hasText("3rd in the queue");
        assertThat(page.locator("#dream")).containsText("about 42 seconds");
        button("Cancel").click();
        assertThat(headline()).hasText("Cancelled");
    }

    @Test
    void aReloadInTheMiddleGoesOn() {
        service.millisPerStep = 400;
        desktop();
        choose(StandInService.EXAMPLE);
        dream();
        assertThat(headline()).hasText("Dreaming");
        page.reload();
        assertThat(headline()).hasText("Dreaming");
        assertThat(page.locator("#before")).isVisible();
        assertThat(headline()).hasText("Here is your dream");
        page.reload();
        assertThat(headline()).hasText("Here is your dream");
        button("Delete it now").click();
        button("Really delete it?").click();
        assertThat(page.locator("#notice")).hasText("Your photo and its dream are deleted.");
        page.reload();
        assertThat(page.locator("h1")).isVisible();
    }

    @Test
    void refusalsAreSaidAndThePhotoStays() {
        service.refusal = Optional.of(Refusal.of(
                Reason.TOO_COSTLY, "This dream would take 14 minutes and 10 is the most; size=1536 would fit."));
        desktop();
        choose(StandInService.EXAMPLE);
        dream();
        assertThat(page.locator("#notice")).containsText("size=1536 would fit");
        isPictured("desktop-dark-refused");
        service.refusal = Optional.empty();
        dream();
        assertThat(headline()).hasText("Here is your dream");
        assertThat(page.locator("#notice")).isHidden();
    }

    @Test
    void whatIsNoPictureIsSaid() {
        desktop();
        page.locator("#file")
                .setInputFiles(new FilePayload(
                        "<img src=x onerror=alert(1)>.jpg",
                        "image/jpeg",
                        "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(page.locator("#caption")).containsText("cannot show this kind of picture");
        dream();
        assertThat(page.locator("#notice")).containsText("That file is no picture");
    }

    @Test
    void aRecipeIsCheckedWhileItIsTyped() {
        desktop();
        page.locator("#recipe").fill("octavs=3");
        assertThat(page.locator("#check")).containsText("octaves");
        page.locator("#recipe").fill("look=eyes size=512 colour=keep");
        assertThat(page.locator("#check")).hasText("");
        assertThat(page.getByLabel("eyes")).isChecked();
        assertThat(page.getByLabel("Longest side")).hasValue("512");
        assertThat(page.getByLabel("Keep the photo's own colours")).isChecked();
        page.reload();
        assertThat(page.locator("#recipe")).hasValue("look=eyes size=512 colour=keep");
        assertThat(page.getByLabel("eyes")).isChecked();
    }

    @Test
    void aRecipeInALinkIsOnlyText() {
        desktop();
        page.navigate(service.address() + "/?recipe="
                + java.net.URLEncoder.encode(
                        "\"><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>",
                        java.nio.charset.StandardCharsets.UTF_8));
        assertThat(page.locator("#check p")).isVisible();
        assertThat(page.title()).isEqualTo("Pareidolia");
        assertThat(page.locator("img[src=x]")).hasCount(0);
    }

    @Test
    void allOfItGoesByKeyboard() {
        desktop();
        page.onFileChooser(chooser -> chooser.setFiles(StandInService.EXAMPLE));
        // that the browser is to ask this test for files reaches it some time before the answer to this
        page.reload();
        focusByTab("#file");
        page.keyboard().press("Enter");
        assertThat(page.locator("#go")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(page.locator("#recipe")).isFocused();
        focusByTab("input[name=look]");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#recipe")).hasValue("look=eyes");
        focusByTab("#go");
        page.keyboard().press("Enter");
        assertThat(headline()).hasText("Here is your dream");
        focusByTab("[data-do=stronger]");
        page.keyboard().press("Enter");
        assertThat(page.locator(".recipe-line")).containsText("step=2.25");
        focusByTab("#cut");
        page.keyboard().press("Home");
        assertThat(page.locator("#cut")).hasValue("0");
    }

    /** Goes on with the tabulator until there, as one must. */
    private void focusByTab(String selector) {
        for (int presses = 0; presses < 60; presses++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
                return;
            }
        }
        throw new AssertionError(selector + " is not reached");
    }

    @Test
    void aSuspectDreamIsShownOnlyToWhoWantsToSeeIt() {
        service.hidden = true;
        desktop();
        choose(StandInService.EXAMPLE);
        dream();
        assertThat(headline()).hasText("Here is your dream");
        assertThat(button("Show it")).isVisible();
        assertThat(String.valueOf(page.evaluate("getComputedStyle(document.getElementById('after')).filter")))
                .contains("blur");
        isPictured("desktop-dark-hidden");
        button("Show it").click();
        assertThat(button("Show it")).isHidden();
    }

    @Test
    void withoutAConnectionItSaysSoAndComesBack() throws Exception {
        service.millisPerStep = 300;
        desktop();
        choose(StandInService.EXAMPLE);
        context.setOffline(true);
        dream();
        assertThat(page.locator("#notice")).containsText("no connection");
        isPictured("desktop-dark-offline");
        context.setOffline(false);
        dream();
        assertThat(headline()).hasText("Dreaming");
        assertThat(page.locator("#notice")).isHidden();
        context.setOffline(true);
        assertThat(page.locator("#notice")).containsText("goes on without you");
        context.setOffline(false);
        assertThat(headline()).hasText("Here is your dream");
    }

    @Test
    void aPhotoThatIsChosenBeforeTheScriptHasComeCounts() {
        desktop();
        List<Route> held = new ArrayList<>();
        page.route(address -> address.contains("/lobby.js"), held::add);
        page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.waitForCondition(() -> held.size() == 1);
        choose(StandInService.EXAMPLE);
        held.get(0).resume();
        assertThat(page.locator("#caption")).containsText("alpine.jpg");
        dream();
        assertThat(headline()).hasText("Here is your dream");
    }

    @Test
    void aPasswordIsAskedForOnce() throws Exception {
        service.close();
        LobbySettings usual = StandInService.settings();
        service = new StandInService(
                folder,
                new LobbySettings(
                        true,
                        "127.0.0.1",
                        0,
                        Optional.of(new Secret("open sesame")),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        usual.maxBytes(),
                        100_000));
        desktop();
        isPictured("desktop-dark-door");
        page.getByLabel("Password").fill("sesame");
        button("Come in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("That is not the password.");
        page.getByLabel("Password").fill("open sesame");
        button("Come in").click();
        service.working = false;
        choose(StandInService.EXAMPLE);
        dream();
        assertThat(headline()).hasText("Next in the queue");
        button("Cancel").click();
        assertThat(headline()).hasText("Cancelled");
    }

    @Test
    void aPastedAndADroppedPhotoAreTaken() {
        desktop();
        String file = "const bytes = await (await fetch('/assets/example/alpine.jpg')).blob();"
                + "const data = new DataTransfer(); data.items.add(new File([bytes], 'a.jpg', {type: 'image/jpeg'}));";
        page.evaluate("async () => {" + file
                + "dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})); }");
        assertThat(page.locator("#caption")).containsText("a.jpg");
        button("Another photo").click();
        assertThat(page.locator("h1")).isVisible();
        page.evaluate("async () => {" + file
                + "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true})); }");
        assertThat(page.locator("#caption")).containsText("a.jpg");
        assertThat(page.locator("#before")).isVisible();
    }

    /** Every state on a telephone and on a desktop, dark and light: whether all fits, and for people to look at. */
    @Test
    void aDreamThatAnotherFrontSharesIsLookedAtAndNothingElse() throws Exception {
        JobId shared = service.dreamed("elsewhere");
        JobId secret = service.dreamed("private");
        open(390, 844, ColorScheme.DARK);
        page.navigate(service.address() + "/dreams/" + shared.text() + "/page");
        assertThat(page.locator("main img")).isVisible();
        assertThat(page.locator("main")).containsText("layer=");
        assertThat(page.locator("button")).hasCount(0);
        assertThat((Boolean) page.evaluate("document.querySelector('main img').complete"
                        + " && document.querySelector('main img').naturalWidth > 0"))
                .isTrue();
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("shown.png")));
        page.navigate(service.address() + "/dreams/" + secret.text() + "/page");
        assertThat(page.locator("h1")).hasText("Nothing to see here");
        LobbyClient client = new LobbyClient(service.address());
        assertThat(client.get("/api/dreams/" + shared.text() + "/picture").status())
                .isEqualTo(200);
        assertThat(client.get("/api/dreams/" + secret.text() + "/picture").status())
                .isEqualTo(404);
        assertThat(client.get("/api/dreams/" + shared.text()).status()).isEqualTo(404);
    }

    @Test
    void everyStateFits() throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            for (int width : List.of(390, 1280)) {
                String name =
                        (width == 390 ? "phone-" : "desktop-") + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-";
                service.working = false;
                service.place = 3;
                service.millisPerStep = 500;
                service.failure = Optional.empty();
                open(width, 844, scheme);
                fits(name + "empty");
                choose(StandInService.EXAMPLE);
                assertThat(page.locator("#before")).isVisible();
                fits(name + "picked");
                dream();
                assertThat(headline()).hasText("3rd in the queue");
                fits(name + "waiting");
                service.working = true;
                assertThat(page.locator("#after")).isVisible();
                fits(name + "dreaming");
                assertThat(headline()).hasText("Here is your dream");
                Thread.sleep(700);
                fits(name + "done");
                service.millisPerStep = 10;
                service.failure = Optional.of("Three workers were lost over this picture, so it is not tried again.");
                button("Again").click();
                assertThat(headline()).hasText("This dream broke off");
                fits(name + "failed");
            }
        }
    }

    private void fits(String name) {
        isPictured(name);
        Object beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).as(name + " is too wide by").isEqualTo(0);
    }
}
