package io.redisstreams.http;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openqa.selenium.Keys;

/** What one can do in the dashboard, done in a browser. */
@QuarkusTest
@TestInstance(Lifecycle.PER_CLASS)
class DashboardTest {
    private static final String GROUP = "system-processing-group";

    @TestHTTPResource("/")
    URI service;

    @Inject
    RepairableHandler handler;

    @Inject
    RedisDataSource redis;

    private Browser browser;

    @BeforeAll
    void start() {
        browser = Browser.start(service);
    }

    @AfterEach
    void theBrowserDidNotComplain() {
        browser.assertComplaints().isEmpty();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPublishedEventAppearsLive() {
        browser.open("/streams/chat:messages?view=live");
        browser.see("entry-tail [role=status]", "Following");
        String first = sendChat();
        browser.see("entry-tail li", first);

        browser.click("entry-tail button", "Pause");
        String second = sendChat();
        browser.see("entry-tail [role=status]", "1 entry held");
        browser.seeNo("entry-tail li", second);
        browser.click("entry-tail button", "Resume");
        browser.see("entry-tail li", second);

        browser.find("entry-tail [placeholder^=text]").sendKeys(first);
        browser.seeNo("entry-tail li", second);
        browser.click("entry-tail li summary", first);
        browser.see("entry-tail .entry-detail", "\"content\": \"" + first + "\"");
    }

    @Test
    void entriesAreBrowsedInBothDirections() {
        String older = sendChat();
        String newer = sendChat();
        browser.open("/streams/chat:messages");
        browser.see("entry-browser li:nth-child(1)", newer);
        browser.see("entry-browser li:nth-child(2)", older);
        browser.open("/streams/chat:messages?order=oldest");
        browser.seeNo("entry-browser li:nth-child(1)", newer);
        assertThat(browser.address()).isEqualTo("/streams/chat:messages?order=oldest");
    }

    @Test
    void searchFindsAnEventAndItsStory() {
        String mark = sendChat();
        await().untilAsserted(() -> get("/api/events/processed?q={mark}", mark).body("total", is(1)));
        browser.open("/");
        browser.press("/");
        browser.press(mark + Keys.ENTER);
        browser.see("events-page td", mark);
        assertThat(browser.address()).isEqualTo("/events?q=" + mark);

        browser.click("events-page th a", "message.sent");
        browser.see(".standings", "processed");
        browser.see(".timeline", "Published to Redis");
        browser.see(".timeline", "Processed");
        browser.see(".json", mark);
    }

    @Test
    void thePaletteFindsWhatHasAPage() {
        String user = "palette" + UUID.randomUUID().toString().substring(0, 8);
        post("/api/users", "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(user, user))
                .statusCode(201);
        browser.open("/events");
        browser.see("h1", "Events");
        browser.press("/");
        browser.see(".palette li", "Dead letters");
        browser.press(user);
        browser.see(".palette li", user + "@example.com");
        browser.press(Keys.ESCAPE);
        browser.seeNo("dialog", user);

        browser.press(Keys.chord(Keys.CONTROL, "k"));
        browser.see(".palette li", "Dead letters");
        browser.press(GROUP);
        browser.see(".palette li[aria-selected=true] .tag", "group");
        browser.press(Keys.ENTER);
        browser.see("h1", GROUP);
        assertThat(browser.address()).isEqualTo("/groups/" + GROUP);
    }

    @Test
    void keysMoveThroughAList() {
        String mark = sendChat();
        await().untilAsserted(() -> get("/api/events/processed?q={mark}", mark).body("total", is(1)));
        browser.open("/events?q=" + mark);
        browser.see("events-page td", mark);
        browser.press("?");
        browser.see("dialog", "Next row of a list");
        browser.press(Keys.ESCAPE);
        browser.seeNo("dialog", "Next row of a list");
        browser.press("j");
        browser.press(Keys.ENTER);
        browser.see(".timeline", "Processed");
        browser.see(".json", mark);
    }

    @Test
    void theEventsOfASearchAppearByThemselves() {
        String mark = mark();
        browser.open("/events?q=" + mark);
        browser.see("events-page", "No event is like that");
        post(
                        "/api/events/chat",
                        "{\"senderId\": \"ada\", \"receiverId\": \"grace\", \"content\": \"%s\"}".formatted(mark))
                .statusCode(201);
        browser.see("events-page td", mark);
        browser.see("events-page .tried", "1 attempt, ");
        browser.press("j");
        browser.see(".refreshing", "Rests while you use the list");

        browser.click("status-tabs button", "dead");
        browser.see("events-page", "No event is like that");
        assertThat(browser.address()).contains("status=dead");
        browser.open(browser.address());
        browser.see("status-tabs button:first-child .count", "1");
    }

    @Test
    void aSearchIsSavedByName() {
        String name = mark();
        browser.open("/events?eventType=message.sent");
        browser.click("saved-filters button", "Save this search");
        browser.find("dialog input[name=reason]").sendKeys(name);
        browser.click("dialog button", "Save");
        browser.see("saved-filters a", name);
        browser.open("/events");
        browser.click("saved-filters a", name);
        browser.see("saved-filters a[aria-current]", name);
        assertThat(browser.address()).isEqualTo("/events?eventType=message.sent");
        browser.find("saved-filters button[aria-label='Forget " + name + "']").click();
        browser.seeNo("saved-filters", name);
    }

    @Test
    void anUnknownAddressIsAPageThatSaysSo() {
        browser.open("/nothing");
        browser.see("main", "There is nothing at this address");
        browser.click("main a", "To the overview");
        browser.see("h1", "Overview");
        // Chromium logs the status of the page itself.
        browser.assertComplaints().allSatisfy(complaint -> assertThat(complaint).contains("404"));
    }

    @Test
    void aScheduledEventIsCancelledFromItsList() {
        String stream = "scheduled-" + UUID.randomUUID();
        post(
                        "/api/events/custom",
                        "{\"streamName\": \"%s\", \"eventType\": \"report.due\", \"payload\": {}, \"deliverAt\": \"%s\"}"
                                .formatted(stream, Instant.now().plus(Duration.ofDays(1))))
                .statusCode(202);
        browser.open("/scheduled?stream=" + stream);
        browser.see("scheduled-page th", "report.due");
        browser.click("scheduled-page button", "Cancel");
        browser.see("dialog", stream);
        browser.click("dialog button", "Cancel the event");
        browser.see("scheduled-page", "No scheduled event is like that");
        get("/api/events/scheduled?stream={stream}", stream).body("total", is(0));
    }

    @Test
    void aReplayIsStartedFromTheGroupsPage() {
        browser.open("/groups/" + GROUP);
        browser.click("group-replays summary", "Replay");
        // Events of other tests are left alone: there are none in that range.
        browser.find("replay-form [name=from]");
        browser.run("document.querySelector('replay-form [name=from]').value = '2999-01-01T00:00'");
        browser.click("replay-form button", "Replay");
        browser.click("dialog button", "Start the replay");
        browser.see("group-replays li:first-child .badge", "done");
        browser.see("group-replays li:first-child", "0 events handled");
    }

    @Test
    void aDeadLetterIsRedrivenAndBecomesProcessed() {
        String mark = deadLetter();
        handler.repair();
        browser.open("/dead-letters?q=" + mark);
        browser.click("letter-list button", "Redrive all 1");
        browser.see("dialog", "Redrive 1 dead letter?");
        browser.click("dialog button", "Redrive 1");
        browser.see(".result", "1 dead letter redriven");
        browser.see("main", "No dead letter is like that");

        String event = get("/api/events/processed?q={mark}", mark).extract().path("events[0].eventId");
        browser.open("/events/" + event);
        browser.see(".standings .badge", "processed");
        browser.see(".timeline", "Redriven");
    }

    @Test
    void aDeadLetterIsDiscardedWithAReason() {
        String mark = deadLetter();
        browser.open("/dead-letters?q=" + mark);
        browser.click("letter-list summary", RepairableHandler.TYPE);
        browser.see("letter-row .json", mark);
        browser.click("letter-row button", "Discard");
        browser.find("dialog input[name=reason]").sendKeys("a test");
        browser.click("dialog button", "Discard 1");
        browser.see(".result", "1 dead letter discarded");
        get("/api/events/processed?status=discarded&q={mark}", mark).body("total", is(1));
    }

    /** The handler cannot read the payload as it is, so another payload is what the page proposes first. */
    @Test
    void thePayloadOfADeadLetterIsEditedAndItsRedriveIsFollowed() {
        String mark = deadLetter();
        browser.open("/dead-letters?q=" + mark);
        browser.click("letter-list summary", RepairableHandler.TYPE);
        browser.click("letter-row button.primary", "Edit and redrive");
        browser.find("letter-edit textarea");
        browser.run("document.querySelector('letter-edit json-field').text = '{'");
        browser.see("letter-edit .json-state .fault", "JSON");
        browser.run("document.querySelector('letter-edit json-field').text = '{\"mark\": \"edited " + mark + "\"}'");
        browser.see("letter-edit .json-state", "A JSON object");
        browser.click("letter-edit button", "Save and redrive");
        browser.see(".result", "1 dead letter redriven");
        browser.see(".result", "1 done");

        browser.click(".result a", "1 done");
        browser.click("table a", RepairableHandler.TYPE);
        browser.see(".timeline", "Payload edited, and redriven");
        browser.see(".json", "edited " + mark);
    }

    @Test
    void deadLettersAreGroupedByTheirError() {
        deadLetter();
        browser.open("/dead-letters?eventType=" + RepairableHandler.TYPE);
        browser.see(".errors tbody tr", "the handler is broken");
        browser.click(".errors button.link", "the handler is broken");
        browser.see(".chip", "the handler is broken");
        browser.see("letter-list li", "the handler is broken");
        assertThat(browser.address()).contains("fingerprint=");
    }

    @Test
    void aGroupIsPausedAndResumed() {
        try {
            browser.open("/groups/" + GROUP);
            browser.click(".actions button", "Pause");
            browser.see("dialog", "Pause " + GROUP + "?");
            browser.press(Keys.ESCAPE);
            browser.seeNo("body", "Pause " + GROUP + "?");
            browser.click(".actions button", "Pause");
            browser.click("dialog button", "Pause the group");
            browser.see(".page-head .badge", "paused");
            get("/api/groups").body("groups.find { it.group == '" + GROUP + "' }.paused", is(true));
            browser.click(".actions button", "Resume");
            browser.seeNo(".page-head .badge", "paused");
        } finally {
            given().post("/api/groups/{group}/resume", GROUP);
        }
    }

    @Test
    void whatIsPublishedFromAFormIsLoggedAndRedriven() {
        browser.open("/publish?kind=custom&stream=system:logs");
        browser.find("[name=eventType]").sendKeys("dashboard.tried");
        browser.find("textarea[name=payload]").sendKeys("{\"a\": 1,}");
        browser.see("json-field .fault", "JSON");
        browser.find("textarea[name=payload]").sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, "}");
        browser.see("json-field .hint", "A JSON object");
        browser.click("publish-form button", "Publish");
        browser.see(".receipts", "dashboard.tried");
        browser.click(".receipts a", "-");
        browser.see(".standings .badge", "unhandled");

        browser.open("/events?status=unhandled&eventType=dashboard.tried");
        browser.click("events-page button", "Redrive all");
        browser.click("dialog button", "Redrive");
        browser.see(".result", "redriven");
    }

    /** Whoever may write to Redis or call the API may write this, everywhere. */
    @Test
    void whatOthersHaveWrittenIsShownAsTextEverywhere() {
        String mark = mark();
        String hostile = "<img src=x onerror=\"window.hacked=true\"> " + mark;
        redis.stream(String.class)
                .xadd(
                        "system:logs",
                        Map.of("eventType", hostile, "payload", hostile, "timestamp", "0", "key", hostile));
        await().untilAsserted(() -> get("/api/dead-letters?error={mark}&stream=system:logs", "not JSON")
                .body("deadLetters.find { it.eventType.contains('" + mark + "') }", notNullValue()));
        Map<String, Object> letter = get("/api/dead-letters?error={mark}&stream=system:logs", "not JSON")
                .extract()
                .path("deadLetters.find { it.eventType.contains('" + mark + "') }");
        for (String address : List.of(
                "/streams/system:logs",
                "/dead-letters?stream=system:logs",
                "/events?eventId=" + letter.get("eventId"),
                "/events/" + letter.get("eventId"))) {
            browser.open(address);
            browser.see("main", mark);
            assertHarmless(address);
        }
        post(
                        "/api/dead-letters/{id}/discard",
                        "{\"reason\": \"" + hostile.replace("\"", "\\\"") + "\"}",
                        letter.get("id"))
                .statusCode(200);
        for (String address : List.of("/operations?action=dead-letters.discard", "/events/" + letter.get("eventId"))) {
            browser.open(address);
            browser.see("main", mark);
            assertHarmless(address);
        }
    }

    private void assertHarmless(String address) {
        assertThat(browser.run("return window.hacked === undefined && !document.querySelector('img[src=x]')"))
                .as(address)
                .isEqualTo(true);
    }

    @Test
    void theThemeIsChosenAndKept() {
        browser.open("/");
        browser.theme("light");
        Object light = background();
        browser.theme("dark");
        Object dark = background();
        assertThat(dark).isNotEqualTo(light);
        browser.find("theme-toggle button").click();
        assertThat(background()).isEqualTo(light);
        browser.open("/events");
        assertThat(background()).isEqualTo(light);
    }

    private Object background() {
        return browser.run("return getComputedStyle(document.body).backgroundColor");
    }

    private static String sendChat() {
        String mark = mark();
        post(
                        "/api/events/chat",
                        "{\"senderId\": \"ada\", \"receiverId\": \"grace\", \"content\": \"%s\"}".formatted(mark))
                .statusCode(201);
        return mark;
    }

    private static String mark() {
        return "mark-" + UUID.randomUUID();
    }

    private String deadLetter() {
        String mark = mark();
        handler.breakFor(mark);
        post(
                        "/api/events/custom",
                        "{\"streamName\": \"system:logs\", \"eventType\": \"%s\", \"payload\": {\"mark\": \"%s\"}}"
                                .formatted(RepairableHandler.TYPE, mark))
                .statusCode(201);
        await().untilAsserted(() -> get("/api/dead-letters?q={mark}", mark).body("total", is(1)));
        return mark;
    }
}
