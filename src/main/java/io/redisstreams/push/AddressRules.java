package io.redisstreams.push;

import io.redisstreams.group.StreamsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The addresses to which events may be posted. Addresses of networks that are not public are refused, so that a caller
 * who defines a group cannot reach what only this machine can reach, unless the configuration allows the host.
 */
@ApplicationScoped
class AddressRules {
    private record Refused(AddressRange range, String why) {
        static Refused of(String range, String why) {
            return new Refused(AddressRange.of(range).orElseThrow(), why);
        }
    }

    /** IANA's special-purpose registries, and what carries an IPv4 address in an IPv6 one. */
    private static final List<Refused> REFUSED = List.of(
            Refused.of("0.0.0.0/8", "an address of this host"),
            Refused.of("10.0.0.0/8", "a private address"),
            Refused.of("100.64.0.0/10", "an address of a provider's own network"),
            Refused.of("127.0.0.0/8", "a loopback address"),
            Refused.of("168.63.129.16/32", "a metadata address"),
            Refused.of("169.254.0.0/16", "a link-local address"),
            Refused.of("172.16.0.0/12", "a private address"),
            Refused.of("192.0.0.0/24", "a reserved address"),
            Refused.of("192.0.2.0/24", "an address of documentation"),
            Refused.of("192.168.0.0/16", "a private address"),
            Refused.of("198.18.0.0/15", "an address of benchmarks"),
            Refused.of("198.51.100.0/24", "an address of documentation"),
            Refused.of("203.0.113.0/24", "an address of documentation"),
            Refused.of("224.0.0.0/4", "a multicast address"),
            Refused.of("240.0.0.0/4", "a reserved address"),
            Refused.of("::/96", "an address of this host"),
            Refused.of("64:ff9b::/96", "an address that is translated to IPv4"),
            Refused.of("64:ff9b:1::/48", "an address that is translated to IPv4"),
            Refused.of("100::/64", "a reserved address"),
            Refused.of("2001::/23", "a reserved address"),
            Refused.of("2001:db8::/32", "an address of documentation"),
            Refused.of("2002::/16", "an address that is translated to IPv4"),
            Refused.of("fc00::/7", "a private address"),
            Refused.of("fe80::/10", "a link-local address"),
            Refused.of("fec0::/10", "a private address"),
            Refused.of("ff00::/8", "a multicast address"));

    private final List<String> hosts;
    private final List<AddressRange> ranges;

    AddressRules(StreamsConfig config) {
        List<String> allowed = config.push().allowedHosts().orElse(List.of());
        this.hosts = allowed.stream().map(AddressRules::plain).toList();
        this.ranges = allowed.stream()
                .map(AddressRules::plain)
                .map(AddressRange::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why no event may be posted to this address of the host; empty when it may. */
    Optional<String> refusal(String host, InetAddress address) {
        if (hosts.contains(plain(host)) || ranges.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        return REFUSED.stream()
                .filter(refused -> refused.range().contains(address))
                .map(Refused::why)
                .findFirst();
    }

    /** The form in which hosts are compared: an IPv6 address without brackets, a name without the final dot. */
    private static String plain(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
