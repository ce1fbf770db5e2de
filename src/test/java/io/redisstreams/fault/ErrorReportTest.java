package io.redisstreams.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.event.BadPayloadException;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private static final StackTraceElement HANDLER =
            new StackTraceElement("com.acme.OrderHandler", "price", "OrderHandler.java", 42);
    private static final StackTraceElement ENGINE =
            new StackTraceElement("io.redisstreams.handler.HandlerCall", "runAlone", "HandlerCall.java", 62);

    @Test
    void anErrorBeginsWithTheDeepestCauseAndItsPlaceInTheHandler() {
        Throwable root = thrown(new NullPointerException("no price"), library("java.util.Objects"), HANDLER, ENGINE);
        Throwable outer = thrown(new IllegalStateException("order 5", root), HANDLER, ENGINE);
        assertThat(ErrorReport.of(outer).error()).isEqualTo("""
                java.lang.NullPointerException: no price at com.acme.OrderHandler.price(OrderHandler.java:42)
                wrapped in java.lang.IllegalStateException: order 5""");
    }

    @Test
    void anExceptionWithoutAMessageIsNamedWithItsPlace() {
        Throwable failure = thrown(new NullPointerException(), HANDLER, ENGINE);
        assertThat(ErrorReport.of(new CompletionException(failure)).error())
                .isEqualTo("java.lang.NullPointerException at com.acme.OrderHandler.price(OrderHandler.java:42)");
    }

    /** Its root only says that there was an exception. */
    @Test
    void whatSaysNothingIsPassedOver() {
        Throwable failure = thrown(new IOException("payment refused", new RuntimeException()), HANDLER, ENGINE);
        assertThat(ErrorReport.of(failure).headline()).startsWith("java.io.IOException: payment refused at com.acme");
    }

    /** The cause was thrown by a thread of a library, the failure that wraps it by the handler. */
    @Test
    void thePlaceIsLookedForInWhatWrapsTheCause() {
        Throwable root = thrown(new IOException("closed"), library("io.netty.Channel"));
        Throwable outer = thrown(new IllegalStateException(root), library("io.smallrye.Uni"), HANDLER, ENGINE);
        assertThat(ErrorReport.of(outer).headline())
                .isEqualTo("java.io.IOException: closed at com.acme.OrderHandler.price(OrderHandler.java:42)");
    }

    @Test
    void aFailedCommitTellsWhy() {
        XAException refusal = new XAException("could not commit");
        refusal.initCause(new SQLException(
                "ERROR: duplicate key value violates unique constraint \"once\"\n  Detail: Key (id)=(5)", "23505"));
        RollbackException failure = new RollbackException("Could not commit transaction.");
        failure.addSuppressed(refusal);
        ErrorReport report = ErrorReport.of(failure);
        assertThat(report.headline())
                .startsWith(
                        "java.sql.SQLException: ERROR: duplicate key value violates unique constraint \"once\" at ");
        assertThat(report.error()).contains("\n  Detail: Key (id)=(5)\n");
    }

    @Test
    void aFaultOfTheServersComesFirst() {
        assertThat(ErrorReport.of(new IllegalStateException(new SQLException("deadlock detected", "40P01")))
                        .error())
                .startsWith(
                        "PostgreSQL ended a deadlock; it does not count as an attempt\njava.sql.SQLException: deadlock detected");
    }

    /** Neither the parser's complaint nor the line of the parser is what the publisher can do something about. */
    @Test
    void aBadPayloadSaysAllByItself() {
        StackTraceElement reader = new StackTraceElement("io.redisstreams.event.Json", "read", "Json.java", 70);
        Throwable complaint = thrown(new IOException("inner"), library("com.fasterxml.Parser"), reader);
        ErrorReport report = ErrorReport.of(new BadPayloadException("torn", complaint));
        assertThat(report).isEqualTo(new ErrorReport("io.redisstreams.event.BadPayloadException: torn", null));
    }

    @Test
    void thePlaceIsNamedWhereTheClassOfAPayloadFails() {
        StackTraceElement constructor = new StackTraceElement("com.acme.Order", "<init>", "Order.java", 7);
        StackTraceElement reader = new StackTraceElement("io.redisstreams.event.Json", "read", "Json.java", 70);
        Throwable complaint = thrown(new NullPointerException(), constructor, reader);
        ErrorReport report = ErrorReport.of(new BadPayloadException("no Order", complaint));
        assertThat(report.error()).isEqualTo("""
                io.redisstreams.event.BadPayloadException: no Order
                caused by java.lang.NullPointerException at com.acme.Order.<init>(Order.java:7)""");
        assertThat(report.trace()).endsWith("at com.acme.Order.<init>(Order.java:7)");
    }

    @Test
    void theStackTraceEndsWhereTheEngineBeginsAndLeavesOutLibraries() {
        StackTraceElement[] frames = new StackTraceElement[60];
        for (int i = 0; i < 58; i++) {
            frames[i] = new StackTraceElement("org.hibernate.C" + i, "m", "C.java", i);
        }
        frames[58] = HANDLER;
        frames[59] = ENGINE;
        assertThat(ErrorReport.of(thrown(new IllegalStateException("no"), frames))
                        .trace())
                .isEqualTo("""
                java.lang.IllegalStateException
                    at org.hibernate.C0.m(C.java:0)
                    at org.hibernate.C1.m(C.java:1)
                    at org.hibernate.C2.m(C.java:2)
                    at org.hibernate.C3.m(C.java:3)
                    ... 54 more of libraries
                    at com.acme.OrderHandler.price(OrderHandler.java:42)""");
    }

    @Test
    void whatIsKeptIsBoundedInBytes() {
        Throwable deep = new IllegalStateException("é".repeat(5000) + "\0");
        StackTraceElement[] frames = new StackTraceElement[10_000];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement("com.acme.Röte", "m", "R.java", i);
        }
        ErrorReport report = ErrorReport.of(thrown(deep, frames));
        assertThat(report.error().getBytes(UTF_8)).hasSizeBetween(1990, 2000);
        assertThat(report.trace().getBytes(UTF_8)).hasSizeBetween(8180, 8192);
        assertThat(report.headline()).contains("… at com.acme.Röte.m(R.java:0)");
    }

    @Test
    void whatPostgresqlCannotKeepIsEscaped() {
        assertThat(ErrorReport.of("a\0b\ud83d").error()).isEqualTo("a\\u0000b\\ud83d");
    }

    @Test
    void twoFailuresThatNameEachOtherAreReported() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));
        assertThat(ErrorReport.of(one).headline()).contains("RuntimeException: o");
    }

    private static <T extends Throwable> T thrown(T failure, StackTraceElement... frames) {
        failure.setStackTrace(frames);
        return failure;
    }

    private static StackTraceElement library(String name) {
        return new StackTraceElement(name, "call", "Library.java", 1);
    }
}
