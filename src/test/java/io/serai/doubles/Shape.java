package io.serai.doubles;

/**
 * How one provider writes requests and answers.
 *
 * @param <I> a request that has arrived whole
 */
interface Shape<I> {

  /**
   * Understands a request.
   *
   * @throws BadRequest where it is not this provider's language, or has no credential
   */
  Call read(I request) throws BadRequest;

  /** Puts the book's word into the provider's. */
  Reply write(I request, Call call, Verdict verdict);

  /** The answer by which this provider promises that nothing was done. */
  Reply unavailable(I request);

  /** The answer to what could not be understood. */
  Reply invalid(I request, BadRequest bad);
}
