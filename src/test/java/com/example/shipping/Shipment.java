package com.example.shipping;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "shipments")
class Shipment {
    @Id
    private long orderId;

    protected Shipment() {}

    Shipment(long orderId) {
        this.orderId = orderId;
    }
}
