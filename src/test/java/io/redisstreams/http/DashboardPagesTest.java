package io.redisstreams.http;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every page of the dashboard, as it is for everybody: whole, on any screen, in either theme, with any means to read it. */
@QuarkusTest
class DashboardPagesTest {
    private static final int PHONE = 390;
    private static final int DESK = 1280;
    /** WCAG 2.2, levels A and AA, and what axe calls good practice. */
    private static final String AUDIT = """
            const done = arguments[0];
            axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(found =>
                done(found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.target).join(' ')}`).join('\\n')));
            """;

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyPageIsWhole() throws IOException {
        String event = event();
        try (Browser browser = Browser.start(service)) {
            String axe = axe();
            check(browser, axe, "/", "Overview", ".stream-card", "user-processing-group");
            check(browser, axe, "/streams/system:logs", "system:logs", "entry-browser li", "dashboard.looked");
            check(browser, axe, "/streams/system:logs?view=live", "system:logs", "entry-tail", "Following");
            check(browser, axe, "/groups/system-processing-group", "system-processing-group", "main", "Consumers");
            check(browser, axe, "/events", "Events", "table", "dashboard.looked");
            check(browser, axe, "/events/" + event, "dashboard.looked", ".timeline", "no handler takes its type");
            check(browser, axe, "/dead-letters", "Dead letters", "main", "etters");
            check(
                    browser,
                    axe,
                    "/scheduled?stream=none",
                    "Scheduled events",
                    "main",
                    "No scheduled event is like that");
            check(browser, axe, "/operations", "Operations", "main", "Who");
            check(browser, axe, "/publish?kind=custom", "Publish", "publish-form", "Payload");
        }
    }

    private void check(Browser browser, String axe, String address, String title, String part, String shows) {
        browser.width(DESK);
        browser.theme("light");
        browser.open(address);
        browser.see("h1", title);
        browser.see(part, shows);
        browser.see(".light.up", "Live");
        audit(browser, axe, address);
        browser.theme("dark");
        audit(browser, axe, address + " in the dark");

        browser.width(PHONE);
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(address + " scrolls sideways on a phone")
                .isEqualTo(0L);
        audit(browser, axe, address + " on a phone");

        browser.assertComplaints().as(address).isEmpty();
        browser.assertLoaded()
                .as(address)
                .hasSizeGreaterThan(20)
                .allSatisfy(loaded -> assertThat(loaded).startsWith(service.toString()));
    }

    private static void audit(Browser browser, String axe, String address) {
        browser.run(axe);
        assertThat(browser.runAsync(AUDIT)).as(address).isEqualTo("");
    }

    private static String axe() throws IOException {
        try (InputStream script = DashboardPagesTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    private static String event() {
        UUID id = UUID.randomUUID();
        post(
                        "/api/events/custom",
                        "{\"streamName\": \"system:logs\", \"eventType\": \"dashboard.looked\", \"payload\": {\"a\": 1}, \"id\": \"%s\"}"
                                .formatted(id))
                .statusCode(201);
        await().untilAsserted(
                        () -> get("/api/events/processed?eventId={id}", id).body("total", is(1)));
        return id.toString();
    }
}
