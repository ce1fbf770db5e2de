package io.redisstreams.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {
    private static final UUID ID = UUID.fromString("0198a2f0-0000-7000-8000-000000000001");
    private static final String MESSAGE_ID = "1700000000000-7";
    private static final Instant TAKEN = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final Event EVENT =
            new Event(ID, "user.created", "{\"a\":1}", Instant.ofEpochMilli(1_600_000_000_000L), "00-trace", "k");

    /** A field that is not named is not read by consumers. */
    @Test
    void allFieldsThatAreWrittenAreRead() {
        Event event = new Event(EventIds.next(), "a.b", "{}", Instant.now(), "trace", "key", "ada");
        assertThat(EntryCodec.FIELDS)
                .containsExactlyInAnyOrderElementsOf(EntryCodec.encode(event).keySet());
    }

    @Test
    void anEventHasTheFieldsThatOthersKnow() {
        assertThat(EntryCodec.encode(EVENT))
                .containsExactly(
                        Map.entry("id", ID.toString()),
                        Map.entry("eventType", "user.created"),
                        Map.entry("payload", "{\"a\":1}"),
                        Map.entry("timestamp", "1600000000000"),
                        Map.entry("traceparent", "00-trace"),
                        Map.entry("key", "k"));
    }

    @Test
    void noTraceAndNoKeyAreNoFields() {
        Event plain = new Event(ID, "t", "1", TAKEN);
        assertThat(EntryCodec.encode(plain)).doesNotContainKeys("traceparent", "key");
    }

    @Test
    void whatWasEncodedIsDecoded() {
        assertThat(decode(EntryCodec.encode(EVENT))).isEqualTo(EVENT);
    }

    /** As many clients in other languages write it. */
    @ParameterizedTest
    @CsvSource({
        "1600000000, 1600000000000",
        "100000000, 100000000000",
        "99999999999, 99999999999000",
        "100000000000, 100000000000",
        "99999999, 99999999",
        "0, 0",
    })
    void aTimeInSecondsIsNotOneOf1970(String timestamp, long millis) {
        assertThat(decode(with("timestamp", timestamp)).timestamp()).isEqualTo(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "7", "not-a-uuid", "0198a2f0"})
    void anIdThatIsNoneIsDerivedFromTheEntry(String id) {
        Event event = decode(with("id", id));
        assertThat(event.id())
                .isEqualTo(decode(with("id", id)).id())
                .isEqualTo(UUID.nameUUIDFromBytes("s/1700000000000-7".getBytes(UTF_8)));
        assertThat(EntryCodec.decode("s", "1700000000000-8", with("id", id)).id())
                .isNotEqualTo(event.id());
        assertThat(EntryCodec.decode("other", MESSAGE_ID, with("id", id)).id()).isNotEqualTo(event.id());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void anEntryWithoutTypeIsOfTheUnknownType(String type) {
        assertThat(decode(with("eventType", type)).type()).isEqualTo("unknown");
    }

    @Test
    void anEntryWithoutPayloadHasAnEmptyOne() {
        assertThat(decode(with("payload", null)).payload()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "-1",
                "1.5",
                "9223372036854775807",
                "-9223372036854775808",
                "99999999999999999999",
                "253402300800000"
            })
    void aTimeThatNoCalendarKnowsIsWhenRedisTookTheEntry(String timestamp) {
        assertThat(decode(with("timestamp", timestamp)).timestamp()).isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 253_402_300_799_999L})
    void otherTimesAreTheProducers(long millis) {
        assertThat(decode(with("timestamp", String.valueOf(millis))).timestamp())
                .isEqualTo(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @CsvSource({"18446744073709551615-0", "9223372036854775807-3", "253402300800000-0"})
    void noRedisIdIsTooLarge(String messageId) {
        assertThat(EntryCodec.decode("s", messageId, Map.of()).timestamp()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void foreignFieldsAreNobodysBusiness() {
        assertThat(decode(with("colour", "red"))).isEqualTo(EVENT);
        Event foreign = decode(Map.of("x", "y"));
        assertThat(foreign.type()).isEqualTo("unknown");
        assertThat(foreign.payload()).isEmpty();
        assertThat(foreign.traceparent()).isNull();
    }

    private static Event decode(Map<String, String> fields) {
        return EntryCodec.decode("s", MESSAGE_ID, fields);
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> fields = new HashMap<>(EntryCodec.encode(EVENT));
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        return fields;
    }
}
