// The NestJS application: its module and its start.
import 'reflect-metadata';
import type { Server } from 'node:http';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LogService } from './log.service.js';
import { Settings } from './settings.js';
import { StreamController } from './stream.controller.js';

@Module({ controllers: [StreamController], providers: [LogService] })
class AppModule {
  static with(settings: Settings): DynamicModule {
    return { module: AppModule, providers: [{ provide: Settings, useValue: settings }] };
  }
}

export async function start({ second = 1000, log = '' }): Promise<Server> {
  const app = await NestFactory.create(AppModule.with(new Settings(second, log)), {
    logger: ['error', 'warn'],
  });
  app.enableCors();
  await app.listen(0, '127.0.0.1');
  return app.getHttpServer() as Server;
}
