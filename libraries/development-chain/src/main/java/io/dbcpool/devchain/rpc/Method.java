package io.dbcpool.devchain.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** What one method answers. */
interface Method {

    JsonNode answer(Sight sight, Parameters parameters) throws RpcRefusal;
}
