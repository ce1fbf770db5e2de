package io.redisstreams.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserServiceTest {
    private final String name = "user-" + UUID.randomUUID();

    @Inject
    UserService users;

    @Inject
    EntityManager database;

    @Test
    void aUserThatIsRolledBackLeavesNoEvent() {
        UserChange[] created = new UserChange[1];
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    created[0] = users.create(name, name + "@example.com", null);
                    throw new IllegalStateException("after all");
                }))
                .hasMessage("after all");
        assertThat(users.find(created[0].user().id())).isEmpty();
        assertThat(outboxRows()).isZero();
        assertThat(created[0].event().receipt().await().indefinitely().messageId())
                .isNull();
    }

    @Test
    void aTakenNameLeavesNoEvent() {
        users.create(name, name + "@example.com", null);
        assertThatThrownBy(() -> users.create(name, "other-" + name + "@example.com", null))
                .isInstanceOfSatisfying(
                        UserTakenException.class,
                        taken -> assertThat(taken.field()).contains("username"));
        assertThat(outboxRows()).isLessThanOrEqualTo(1);
    }

    private long outboxRows() {
        return (Long) database.createNativeQuery("SELECT count(*) FROM outbox WHERE payload LIKE ?", Long.class)
                .setParameter(1, '%' + name + '%')
                .getSingleResult();
    }
}
