package io.serai.provider.store;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps live and test apart (S1.22, S1.34): what a key is for and where it is sent must fit, or the
 * routes do not load.
 */
enum StoreEnvironment {
  PRODUCTION,
  SANDBOX;

  static StoreEnvironment of(String word) {
    return switch (word) {
      case "production" -> PRODUCTION;
      case "sandbox" -> SANDBOX;
      default ->
          throw wrong(
              "environment",
              "'" + word + "' is neither production nor sandbox; write what the key is for");
    };
  }

  /**
   * Refuses an address of the other environment.
   *
   * @param setting the setting's name
   * @param live the store's live hosts; whatever else there is, is no live one
   */
  void check(String setting, String url, Set<String> live) {
    URI address = address(setting, url);
    boolean isLive = live.contains(String.valueOf(address.getHost()).toLowerCase(Locale.ROOT));
    if (this == SANDBOX && isLive) {
      throw wrong(
          setting,
          "'"
              + url
              + "' is the store's live address, but the key is for sandbox; write the sandbox's"
              + " address, or environment: production with a live key");
    }
    if (this == PRODUCTION && !(isLive && "https".equals(address.getScheme()))) {
      throw wrong(
          setting,
          "'"
              + url
              + "' is not the store's live address, but the key is for production; write https://"
              + String.join(" or https://", live.stream().sorted().toList())
              + ", or environment: sandbox with a sandbox's key");
    }
  }

  private static URI address(String setting, String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw wrong(setting, "'" + url + "' is no address; write one such as https://host");
    }
  }

  /** A setting that is wrong. */
  static SeraiException wrong(String setting, String message) {
    return new SeraiException(ErrorCode.CONFIGURATION, setting, setting + ": " + message, null);
  }
}
