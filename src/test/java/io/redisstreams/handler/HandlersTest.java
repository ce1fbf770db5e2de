package io.redisstreams.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlersTest {
    private static final class Fake implements EventHandler<String> {
        private final String type;
        private final String group;

        Fake(String type, String group) {
            this.type = type;
            this.group = group;
        }

        @Override
        public String eventType() {
            return type;
        }

        @Override
        public Class<String> payloadType() {
            return String.class;
        }

        @Override
        public Optional<String> group() {
            return Optional.ofNullable(group);
        }

        @Override
        public void handle(Delivery<String> delivery) {}
    }

    private final Fake everywhere = new Fake("a.b", null);
    private final Fake inG = new Fake("a.b", "g");
    private final Fake other = new Fake("a.c", null);

    @Test
    void aHandlerOfTheGroupGoesBeforeOneOfEveryGroup() {
        Handlers handlers = new Handlers(List.of(everywhere, inG, other));
        assertThat(handlers.find("g", "a.b")).containsSame(inG);
        assertThat(handlers.find("h", "a.b")).containsSame(everywhere);
        assertThat(handlers.find("g", "a.c")).containsSame(other);
        assertThat(handlers.find("g", "a.d")).isEmpty();
    }

    @Test
    void aHandlerOfOneGroupIsNoOthers() {
        assertThat(new Handlers(List.of(inG)).find("h", "a.b")).isEmpty();
    }

    @Test
    void twoForOneTypeAreRefusedInPlainWords() {
        assertThatThrownBy(() -> new Handlers(List.of(everywhere, new Fake("a.b", null))))
                .hasMessageContaining("Two handlers of 'a.b' in every group")
                .hasMessageContaining(Fake.class.getName());
        assertThatThrownBy(() -> new Handlers(List.of(inG, new Fake("a.b", "g"))))
                .hasMessageContaining("Two handlers of 'a.b' in group 'g'");
    }
}
