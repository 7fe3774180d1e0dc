package io.serai.webhook.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which addresses are inside a network: an endpoint that somebody else names must not make the hub
 * speak to what only the hub can reach.
 */
final class Addresses {

  private Addresses() {}

  /** Whether the host is written as an address, and that is inside a network. */
  static boolean literalInside(String host) {
    String text = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (text.equalsIgnoreCase("localhost")) {
      return true;
    }
    // Nothing but digits and dots, or a colon: Java asks no name server for it.
    if (!text.contains(":") && !text.matches("[0-9.]+")) {
      return false;
    }
    try {
      return inside(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static boolean inside(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? insideSix(bytes) : insideFour(bytes, 0);
  }

  private static boolean insideFour(byte[] bytes, int from) {
    int first = bytes[from] & 0xff;
    int second = bytes[from + 1] & 0xff;
    int third = bytes[from + 2] & 0xff;
    return first == 0
        || first == 10
        || first == 127
        || first >= 224
        || (first == 100 && second >= 64 && second < 128) // shared by carriers
        || (first == 169 && second == 254)
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 192 && second == 0 && third == 0)
        || (first == 198 && (second == 18 || second == 19)); // for measuring networks
  }

  private static boolean insideSix(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    if ((first & 0xfe00) == 0xfc00) {
      return true; // unique local
    }
    // An IPv4 address inside one of IPv6 (6to4; NAT64; compatible) is judged as what it leads to.
    if (first == 0x2002) {
      return insideFour(bytes, 2);
    }
    boolean nat64 = first == 0x0064 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
    return (nat64 || first == 0) && insideFour(bytes, 12);
  }
}
