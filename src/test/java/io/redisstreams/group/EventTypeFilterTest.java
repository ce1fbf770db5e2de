package io.redisstreams.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeFilterTest {
    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, true",
        "order.created, order.created2, false",
        "order.created, orderxcreated, false",
        "order.*, order.created, true",
        "order.*, order.line.added, true",
        "order.*, order, false",
        "order.*, orders.created, false",
        "order.*, orderxcreated, false",
        "order.line.*, order.created, false",
        "'user.created,order.*', user.created, true",
        "'user.created,order.*', user.deleted, false",
    })
    void aTypeIsNamedOrBeginsAsAPatternSays(String patterns, String type, boolean wanted) {
        EventTypeFilter filter = new EventTypeFilter(List.of(patterns.split(",")));
        assertThat(filter.wants(type)).isEqualTo(wanted);
        assertThat(Pattern.matches(filter.regex(), type)).isEqualTo(wanted);
        assertThat(filter.isValid()).isTrue();
    }

    @Test
    void withoutPatternsEveryTypeIsWanted() {
        assertThat(EventTypeFilter.ALL.wants("anything")).isTrue();
        assertThat(EventTypeFilter.ALL.regex()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "order*", "*.created", "order.*.x", "Order.created", "order|user", "order.* "})
    void nothingElseIsAPattern(String pattern) {
        assertThat(new EventTypeFilter(List.of(pattern)).isValid()).isFalse();
    }
}
