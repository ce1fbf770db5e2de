package io.redisstreams.push;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/** Addresses that begin with the same bits. An IPv4 address and the IPv6 address that it is mapped to are the same. */
record AddressRange(byte[] start, int bits) {
    private static final int MAPPED_BITS = 96;

    /** Of an address, or of a range such as {@code 10.0.0.0/8}; empty when the text is neither. */
    static Optional<AddressRange> of(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int own = address.length * 8;
        int bits = slash < 0 ? own : prefix(text.substring(slash + 1), own);
        return bits < 0
                ? Optional.empty()
                : Optional.of(new AddressRange(mapped(address), bits + (own == 32 ? MAPPED_BITS : 0)));
    }

    private static int prefix(String text, int most) {
        if (!text.matches("\\d{1,3}")) {
            return -1;
        }
        int bits = Integer.parseInt(text);
        return bits <= most ? bits : -1;
    }

    boolean contains(InetAddress address) {
        byte[] other = mapped(address.getAddress());
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((start[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] mapped(byte[] address) {
        if (address.length == 16) {
            return address;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(address, 0, mapped, 12, 4);
        return mapped;
    }
}
