// kafkajs warns once a process about its new default partitioner; we choose partitions ourselves.
process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';
