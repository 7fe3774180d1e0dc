package io.serai.issuing.internal;

/**
 * What a hold is made of that no step may make anew when it is asked again.
 *
 * @param id its id
 * @param approvalCode the code of the answer (DE38)
 */
record NewHold(String id, String approvalCode) {}
