package io.serai.payment;

/**
 * Something that a person should hear of. Published by any room, kept and shown by {@code alarm}.
 *
 * @param kind a stable word such as {@code resolution_stuck}
 * @param subject what it is about: a payment, a provider, a link
 * @param text one sentence for people, without card data
 */
public record AlarmRaised(String kind, String subject, String text) {}
