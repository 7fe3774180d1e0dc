package io.serai.iso8583;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * Addresses that may connect, such as {@code 10.1.0.0/16}.
 *
 * @param address any of them
 * @param prefix how many bits all have in common
 */
public record Network(InetAddress address, int prefix) {

  /**
   * Reads an address with or without its prefix; names are not looked up.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Network parse(String text) {
    String[] parts = text.split("/", -1);
    if (!parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*") || parts.length > 2) {
      throw wrong();
    }
    try {
      InetAddress address = InetAddress.getByName(parts[0]);
      int bits = address.getAddress().length * 8;
      int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
      if (prefix < 0 || prefix > bits) {
        throw wrong();
      }
      return new Network(address, prefix);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(wrong().getMessage(), e);
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("must be networks such as 10.1.0.0/16 or fd00::/8");
  }

  boolean has(SocketAddress peer) {
    return peer instanceof InetSocketAddress address
        && new IpSubnetFilterRule(this.address, prefix, IpFilterRuleType.ACCEPT).matches(address);
  }
}
