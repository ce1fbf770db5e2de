package io.redisstreams.http;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that looks at the dashboard. */
final class Browser implements AutoCloseable {
    /** Machines that run tests may be slow; what is waited for usually comes at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String[] ARGUMENTS = {
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,900"
    };

    private final ChromeDriver driver;
    private final URI service;

    private Browser(ChromeDriver driver, URI service) {
        this.driver = driver;
        this.service = service;
    }

    /** Skips the test, and says why, where there is no browser. */
    static Browser start(URI service) {
        Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<File> chromedriver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "No Chromium and chromedriver on the path (Debian: chromium, chromium-driver)");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get());
        options.addArguments(ARGUMENTS);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService driverService = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get())
                .build();
        return new Browser(new ChromeDriver(driverService, options), service);
    }

    private static Optional<File> program(String... names) {
        List<Path> places = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return Stream.of(names)
                .flatMap(name -> places.stream().map(place -> place.resolve(name)))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    void open(String address) {
        driver.get(service.resolve(address).toString());
    }

    /** The path and the query of the page that is open. */
    String address() {
        URI now = URI.create(driver.getCurrentUrl());
        return now.getRawPath() + (now.getRawQuery() == null ? "" : "?" + now.getRawQuery());
    }

    /** Waits until something of that kind shows the text. */
    void see(String selector, String text) {
        eventually(selector, texts -> texts.anyMatch(found -> found.contains(text)), text);
    }

    /** Waits until nothing of that kind shows the text. */
    void seeNo(String selector, String text) {
        eventually(selector, texts -> texts.noneMatch(found -> found.contains(text)), "no " + text);
    }

    /** Clicks on the first of that kind whose text contains this, as soon as there is one. */
    void click(String selector, String text) {
        see(selector, text);
        all(selector).stream()
                .filter(element -> element.getText().contains(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    WebElement find(String selector) {
        return await().atMost(PATIENCE)
                .until(() -> all(selector).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Of a script that calls back when it is done. */
    Object runAsync(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return driver.executeAsyncScript(script, arguments);
    }

    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 844, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system asks for: light or dark. */
    void theme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void press(CharSequence keys) {
        focused().sendKeys(keys);
    }

    /** What the browser complains of since this was asked last: scripts that fail, files that lack, rules that are broken. */
    ListAssert<String> assertComplaints() {
        return Assertions.assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList());
    }

    /** The addresses of all that the page has loaded. */
    @SuppressWarnings("unchecked")
    ListAssert<String> assertLoaded() {
        return Assertions.assertThat(
                (List<String>) run("return performance.getEntriesByType('resource').map(entry => entry.name)"));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private void eventually(String selector, Function<Stream<String>, Boolean> seen, String wanted) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> Assertions.assertThat(
                                seen.apply(all(selector).stream().map(WebElement::getText)))
                        .as(
                                "%s with '%s' on %s, where there is: %s",
                                selector, wanted, address(), find("main").getText())
                        .isTrue());
    }

    private List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }
}
