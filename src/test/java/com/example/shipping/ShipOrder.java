package com.example.shipping;

import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

@ApplicationScoped
class ShipOrder implements EventHandler<OrderPaid> {
    @Inject
    EntityManager database;

    @Override
    public String eventType() {
        return "order.paid";
    }

    @Override
    public Class<OrderPaid> payloadType() {
        return OrderPaid.class;
    }

    @Override
    public void handle(Delivery<OrderPaid> delivery) {
        database.persist(new Shipment(delivery.payload().orderId()));
    }
}
