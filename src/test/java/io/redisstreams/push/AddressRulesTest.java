package io.redisstreams.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.consume.TestEngine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What this machine alone can reach is not reached for callers. */
class AddressRulesTest {
    private static AddressRules rules(String allowed) {
        return new AddressRules(
                TestEngine.config(allowed.isEmpty() ? Map.of() : Map.of("streams.push.allowed-hosts", allowed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "168.63.129.16",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:a9fe:a9fe",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "2002:7f00:1::",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                // Decimal, octal, hexadecimal and short forms, where the resolver of this machine takes them.
                "2130706433",
                "127.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "localhost",
            })
    void addressesThatAreNotPublicAreRefused(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                // Java reads an octal number as a decimal one: that is a public address then, and the one that is
                // connected to.
                if (!address.getHostAddress().equals("177.0.0.1")) {
                    assertThat(rules("").refusal(host, address)).as(host).isPresent();
                }
            }
        } catch (UnknownHostException neverConnected) {
            assertThat(host).startsWith("0x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
            })
    void publicAddressesAreAllowed(String host) throws UnknownHostException {
        assertThat(rules("").refusal(host, InetAddress.getByName(host))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hooks.internal, hooks.internal, 10.0.0.1, true",
        "HOOKS.internal, hooks.Internal., 10.0.0.1, true",
        "hooks.internal, other.internal, 10.0.0.1, false",
        "hooks.internal, x.hooks.internal, 10.0.0.1, false",
        "10.0.0.0/8, anything.example, 10.9.8.7, true",
        "10.0.0.0/8, anything.example, 172.16.0.1, false",
        "10.1.0.0/16, anything.example, 10.2.0.1, false",
        "127.0.0.1, localhost, 127.0.0.1, true",
        "127.0.0.1, localhost, 127.0.0.2, false",
        "::1, [::1], ::1, true",
        "fd00::/8, v6.example, fd12::1, true",
        "10.0.0.0/33, anything.example, 10.0.0.1, false",
        "10.0.0.0/x, anything.example, 10.0.0.1, false",
    })
    void theConfigurationNamesExceptions(String allowed, String host, String address, boolean passes)
            throws UnknownHostException {
        assertThat(rules(allowed).refusal(host, InetAddress.getByName(address)).isEmpty())
                .isEqualTo(passes);
    }
}
