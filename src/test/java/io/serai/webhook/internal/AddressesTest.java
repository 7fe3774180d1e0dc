package io.serai.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses an endpoint that somebody names may not lead to. */
class AddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "198.18.0.1",
        "198.19.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:a00:1::1",
        "fec0::1"
      })
  void insideANetwork(String address) throws UnknownHostException {
    assertThat(Addresses.inside(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.167.1.1",
        "100.63.0.1",
        "100.128.0.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.1.1.1",
        "2606:4700:4700::1111",
        "2002:101:101::1",
        "64:ff9b::101:101"
      })
  void outside(String address) throws UnknownHostException {
    assertThat(Addresses.inside(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]", "2130706433", "127.1"})
  void writtenSo(String host) {
    assertThat(Addresses.literalInside(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "8.8.8.8", "10.example", "[2606:4700:4700::1111]"})
  void notWrittenSo(String host) {
    assertThat(Addresses.literalInside(host)).isFalse();
  }
}
