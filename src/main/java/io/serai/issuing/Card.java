package io.serai.issuing;

import java.time.YearMonth;

/**
 * A card of an account. Its number is known by a keyed token, its BIN and its last four digits.
 *
 * @param id {@code crd_…}
 * @param account the account that it draws on
 * @param token the keyed hash of its number
 * @param bin the first six digits
 * @param lastFour the last four digits
 * @param expiry the last month in which it may be used
 * @param status what it may be used for
 */
public record Card(
    String id,
    String account,
    String token,
    String bin,
    String lastFour,
    YearMonth expiry,
    CardStatus status) {}
