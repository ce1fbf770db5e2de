package io.redisstreams.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.group.GroupSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventPublisherTest extends EngineTest {
    @Inject
    EventPublisher publisher;

    @Test
    void manyPublishersAreEachToldTheirEntry() {
        GroupSettings group = engine.group("many");
        // The first publishers to a new stream each ask whether it may be created, so their order is open.
        String first =
                publisher.publish(publication(group)).await().indefinitely().messageId();
        List<String> ids = Uni.join()
                .all(Stream.generate(() -> publisher.publish(publication(group)).map(Published::messageId))
                        .limit(2000)
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();
        assertThat(engine.entries(group.stream())).startsWith(first).hasSize(2001);
        assertThat(ids)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(engine.entries(group.stream()).subList(1, 2001));
    }

    @Test
    void severalArePublishedInTheirOrder() {
        GroupSettings first = engine.group("first");
        GroupSettings second = engine.group("second");
        List<String> ids = ids(publisher
                .publishAll(List.of(publication(first), publication(second), publication(first)))
                .await()
                .indefinitely());
        assertThat(engine.entries(first.stream())).containsExactly(ids.get(0), ids.get(2));
        assertThat(engine.entries(second.stream())).containsExactly(ids.get(1));
    }

    @Test
    void allArePublishedOrNone() {
        GroupSettings fine = engine.group("fine");
        GroupSettings occupied = engine.group("occupied");
        engine.redis("SET", occupied.stream(), "x");
        assertThatThrownBy(() -> publisher
                        .publishAll(List.of(publication(fine), publication(occupied)))
                        .await()
                        .indefinitely())
                .isInstanceOf(NotAStreamException.class)
                .hasMessageContaining(occupied.stream());
        assertThat(engine.length(fine.stream())).isZero();
    }

    /** The connection goes back to the pool, and the next caller must not find it in the middle of something. */
    @Test
    void aBatchThatIsNotAnsweredInTimeSpoilsNothingAfterIt() {
        GroupSettings group = engine.group("unanswered");
        engine.redis("CLIENT", "PAUSE", "60000", "WRITE");
        try {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> publisher
                                .publishAll(List.of(publication(group), publication(group)))
                                .await()
                                .indefinitely())
                        .isInstanceOf(RedisAwayException.class);
            }
        } finally {
            engine.redis("CLIENT", "UNPAUSE");
        }
        List<String> ids = Stream.generate(() -> publication(group))
                .limit(100)
                .map(publication ->
                        publisher.publish(publication).await().indefinitely().messageId())
                .toList();
        assertThat(engine.entries(group.stream())).containsAll(ids);
    }

    @Test
    void aKeyThatIsNoStreamIsToldInPlainWords() {
        GroupSettings occupied = engine.group("occupied");
        engine.redis("SET", occupied.stream(), "x");
        assertThatThrownBy(
                        () -> publisher.publish(publication(occupied)).await().indefinitely())
                .isInstanceOf(NotAStreamException.class)
                .hasMessageContaining("does not hold a stream");
    }

    /** Those beside it in the pipeline know nothing of it. */
    @Test
    void whatIsRefusedIsNoOthersFault() {
        GroupSettings fine = engine.group("fine");
        GroupSettings occupied = engine.group("occupied");
        engine.redis("SET", occupied.stream(), "x");
        List<String> ids = publisher
                .publishEach(IntStream.range(0, 300)
                        .mapToObj(i -> publication(i % 3 == 0 ? occupied : fine))
                        .toList())
                .await()
                .indefinitely();
        assertThat(IntStream.range(0, 300).filter(i -> ids.get(i) == null))
                .hasSize(100)
                .allMatch(i -> i % 3 == 0);
        assertThat(engine.length(fine.stream())).isEqualTo(200);
    }

    private static List<String> ids(List<Published> published) {
        return published.stream().map(Published::messageId).toList();
    }

    private static Publication publication(GroupSettings group) {
        return new Publication(group.stream(), new Event(EventIds.next(), "test.none", "1", Instant.now()));
    }
}
